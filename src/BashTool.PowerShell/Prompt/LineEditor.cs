using System.Text;
using BashTool.PowerShell.Completion;

namespace BashTool.PowerShell.Prompt;

/// <summary>Reads a line with cursor keys, history and completion, in the manner of readline.</summary>
/// <param name="keyboard">Where keys come from.</param>
/// <param name="history">The lines typed before.</param>
/// <param name="complete">Suggestions for the text up to the cursor; gives where the word begins.</param>
internal sealed class LineEditor(IKeyboard keyboard, IReadOnlyList<string> history, Func<string, (List<Suggestion> Found, int Start)> complete)
{
    private const int MostShown = 100;

    private readonly StringBuilder line = new();
    private string prompt = "";
    private string stored = "";
    private int cursor;
    private int historyAt;
    private int shownLength;

    /// <summary>Reads a line; null at Ctrl+D on an empty one.</summary>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public string? Read(string shownPrompt)
    {
        prompt = shownPrompt;
        line.Clear();
        cursor = shownLength = 0;
        historyAt = history.Count;
        keyboard.Write(prompt);
        bool listed = false;
        while (true)
        {
            ConsoleKeyInfo key = keyboard.ReadKey();
            bool again = listed;
            listed = false;
            if ((key.Modifiers & ConsoleModifiers.Control) != 0 && Control(key.Key) is { } ended)
            {
                if (ended == End.Input)
                {
                    if (line.Length == 0)
                    {
                        keyboard.Write("\r\n");
                        return null;
                    }

                    Delete(cursor, 1);
                }

                continue;
            }

            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    keyboard.Write("\r\n");
                    return line.ToString();
                case ConsoleKey.Backspace:
                    if (cursor > 0)
                    {
                        cursor--;
                        Delete(cursor, 1);
                    }

                    break;
                case ConsoleKey.Delete:
                    Delete(cursor, 1);
                    break;
                case ConsoleKey.LeftArrow:
                    Move(cursor - 1);
                    break;
                case ConsoleKey.RightArrow:
                    Move(cursor + 1);
                    break;
                case ConsoleKey.Home:
                    Move(0);
                    break;
                case ConsoleKey.End:
                    Move(line.Length);
                    break;
                case ConsoleKey.UpArrow:
                    Recall(historyAt - 1);
                    break;
                case ConsoleKey.DownArrow:
                    Recall(historyAt + 1);
                    break;
                case ConsoleKey.Tab:
                    listed = !Complete(again);
                    break;
                case ConsoleKey.Escape:
                    Replace("");
                    break;
                default:
                    if (key.KeyChar >= ' ')
                    {
                        line.Insert(cursor++, key.KeyChar);
                        Show();
                    }

                    break;
            }
        }
    }

    private enum End
    {
        None,
        Input,
    }

    // The keys of readline's emacs mode.
    private End? Control(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.C:
                keyboard.Write("^C\r\n");
                throw new OperationCanceledException();
            case ConsoleKey.D:
                return End.Input;
            case ConsoleKey.A:
                Move(0);
                return End.None;
            case ConsoleKey.E:
                Move(line.Length);
                return End.None;
            case ConsoleKey.B:
                Move(cursor - 1);
                return End.None;
            case ConsoleKey.F:
                Move(cursor + 1);
                return End.None;
            case ConsoleKey.P:
                Recall(historyAt - 1);
                return End.None;
            case ConsoleKey.N:
                Recall(historyAt + 1);
                return End.None;
            case ConsoleKey.K:
                Delete(cursor, line.Length - cursor);
                return End.None;
            case ConsoleKey.U:
                int before = cursor;
                cursor = 0;
                Delete(0, before);
                return End.None;
            case ConsoleKey.W:
                int start = cursor;
                while (start > 0 && line[start - 1] == ' ')
                {
                    start--;
                }

                while (start > 0 && line[start - 1] != ' ')
                {
                    start--;
                }

                int count = cursor - start;
                cursor = start;
                Delete(start, count);
                return End.None;
            default:
                return null;
        }
    }

    private void Delete(int at, int count)
    {
        count = Math.Min(count, line.Length - at);
        if (count > 0)
        {
            line.Remove(at, count);
            Show();
        }
    }

    private void Move(int to)
    {
        cursor = Math.Clamp(to, 0, line.Length);
        Show();
    }

    private void Recall(int index)
    {
        if (index < 0 || index > history.Count)
        {
            return;
        }

        if (historyAt == history.Count)
        {
            stored = line.ToString();
        }

        historyAt = index;
        Replace(index == history.Count ? stored : history[index]);
    }

    private void Replace(string text)
    {
        line.Clear().Append(text);
        cursor = line.Length;
        Show();
    }

    // True where something could be added; a second press lists what there is.
    private bool Complete(bool lists)
    {
        (List<Suggestion> found, int start) = complete(line.ToString(0, cursor));
        if (found.Count == 0)
        {
            return true;
        }

        string common = found[0].Word;
        foreach (Suggestion suggestion in found)
        {
            int same = 0;
            while (same < common.Length && same < suggestion.Word.Length && common[same] == suggestion.Word[same])
            {
                same++;
            }

            common = common[..same];
        }

        string typed = line.ToString(start, cursor - start);
        if (found.Count == 1 || common.Length > typed.Length)
        {
            string text = found.Count == 1 && !common.EndsWith('/') ? common + " " : common;
            line.Remove(start, cursor - start).Insert(start, text);
            cursor = start + text.Length;
            Show();
            return true;
        }

        if (lists)
        {
            keyboard.Write("\r\n" + Columns(found) + "\r\n");
            shownLength = 0;
            Show();
        }

        return false;
    }

    private string Columns(List<Suggestion> found)
    {
        int width = Math.Min(keyboard.Width, found.Max(static s => s.Shown.Length) + 2);
        int columns = Math.Max(1, keyboard.Width / width);
        var text = new StringBuilder();
        for (int i = 0; i < found.Count && i < MostShown; i++)
        {
            bool last = (i + 1) % columns == 0 || i + 1 == Math.Min(found.Count, MostShown);
            text.Append(last ? found[i].Shown : found[i].Shown.PadRight(width)).Append(last && i + 1 < Math.Min(found.Count, MostShown) ? "\r\n" : "");
        }

        return found.Count > MostShown ? $"{text}\r\n({found.Count - MostShown} more)" : text.ToString();
    }

    // Draws the line anew; a line longer than the screen is shown around the cursor.
    private void Show()
    {
        int room = Math.Max(10, keyboard.Width - prompt.Length - 1);
        int from = Math.Max(0, cursor - room);
        string visible = line.ToString(from, Math.Min(room, line.Length - from));
        string blank = new(' ', Math.Max(0, shownLength - visible.Length));
        shownLength = visible.Length;
        int back = visible.Length + blank.Length - (cursor - from);
        keyboard.Write("\r" + prompt + visible + blank + new string('\b', back));
    }
}
