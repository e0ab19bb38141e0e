using System.Text;
using System.Text.Json;

namespace BashTool.Core.Sandbox;

/// <summary>Finds the line and the column of a value in a JSON text.</summary>
internal static class JsonPlace
{
    /// <param name="json">The text.</param>
    /// <param name="place">The way to the value, as <c>mounts[0].at</c>; where it ends early, the last value on the way counts.</param>
    public static (int Line, int Column) Find(ReadOnlySpan<byte> json, string place)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        long best = 0;
        int matched = 0;
        string[] steps = place.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries);
        var indices = new Stack<int>();
        try
        {
            while (matched < steps.Length && reader.Read())
            {
                bool here = reader.CurrentDepth == matched + 1;
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    if (here && string.Equals(reader.GetString(), steps[matched], StringComparison.OrdinalIgnoreCase))
                    {
                        best = reader.TokenStartIndex;
                        matched++;
                        reader.Read();
                        if (matched < steps.Length && reader.TokenType == JsonTokenType.StartArray)
                        {
                            indices.Push(int.Parse(steps[matched].Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture));
                            EnterElement(ref reader, indices.Pop(), ref best, ref matched);
                        }
                        else if (matched == steps.Length)
                        {
                            best = reader.TokenStartIndex;
                        }
                    }
                    else if (here)
                    {
                        reader.Skip();
                    }
                }
            }
        }
        catch (JsonException)
        {
            // What was found so far has to do.
        }

        return Place(json, (int)best);
    }

    private static void EnterElement(ref Utf8JsonReader reader, int index, ref long best, ref int matched)
    {
        for (int i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i == index)
            {
                best = reader.TokenStartIndex;
                matched++;
                return;
            }

            reader.Skip();
        }
    }

    private static (int Line, int Column) Place(ReadOnlySpan<byte> json, int index)
    {
        ReadOnlySpan<byte> before = json[..index];
        int line = before.Count((byte)'\n') + 1;
        int start = before.LastIndexOf((byte)'\n') + 1;
        return (line, Encoding.UTF8.GetCharCount(before[start..]) + 1);
    }
}
