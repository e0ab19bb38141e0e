using System.Text;

namespace BashTool.Core.Interpreter;

/// <summary>The menu that <c>select</c> prints, in columns as bash lays it out.</summary>
internal static class SelectMenu
{
    public static string Format(List<string> words, int screenColumns)
    {
        int longest = words.Max(static w => w.Length);
        int indexWidth = words.Count.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        int cell = longest + indexWidth + 2 + 2;
        int columns = Math.Max(1, cell > 0 ? screenColumns / cell : 1);
        int rows = (words.Count + columns - 1) / columns;
        columns = (words.Count + rows - 1) / rows;
        if (rows == 1)
        {
            rows = columns;
            columns = 1;
        }

        int firstIndexWidth = rows.ToString(System.Globalization.CultureInfo.InvariantCulture).Length;
        var menu = new StringBuilder();
        for (int row = 0; row < rows; row++)
        {
            int position = 0;
            for (int index = row, column = 0; index < words.Count; index += rows, column++)
            {
                int width = column == 0 ? firstIndexWidth : indexWidth;
                menu.Append((index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(width)).Append(") ").Append(words[index]);
                int used = width + 2 + words[index].Length;
                if (index + rows < words.Count)
                {
                    Indent(menu, position + used, position + cell);
                    position += cell;
                }
            }

            menu.Append('\n');
        }

        return menu.ToString();
    }

    // Tabs where they reach, blanks for the rest.
    private static void Indent(StringBuilder menu, int from, int to)
    {
        while (from < to)
        {
            if (to / 8 > from / 8)
            {
                menu.Append('\t');
                from += 8 - (from % 8);
            }
            else
            {
                menu.Append(' ');
                from++;
            }
        }
    }
}
