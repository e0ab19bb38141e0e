using System.Buffers;

namespace BashTool.Commands.System;

/// <summary>Cuts xargs' input into items: at blanks with quotes and backslashes, at lines, or at a delimiter.</summary>
internal sealed class XargsItemReader(CommandContext context, bool nullSeparated, byte? delimiter, string? endMark, bool byLine, OpenFile input)
{
    private readonly ArrayBufferWriter<byte> item = new();
    private bool ended;
    private bool warned;

    /// <summary>True if the item just read was the last of its line.</summary>
    public bool EndedLine { get; private set; }

    public bool TryRead(out string text)
    {
        text = "";
        if (ended)
        {
            return false;
        }

        if (nullSeparated || delimiter is not null)
        {
            bool found = TryReadDelimited(delimiter ?? 0, out text);
            text = byLine ? text : UpToNull(text);
            return found;
        }

        if (!TryReadItem(out text))
        {
            return false;
        }

        if (endMark is not null && text == endMark)
        {
            ended = true;
            return false;
        }

        if (text.Contains('\0') && !warned)
        {
            warned = true;
            context.Complain("WARNING: a NUL character occurred in the input.  It cannot be passed through in the argument list.  Did you mean to use the --null option?");
        }

        text = byLine ? text : UpToNull(text);
        return true;
    }

    /// <summary>An argument ends where a C string does.</summary>
    public static string UpToNull(string text) => text.IndexOf('\0') is >= 0 and int end ? text[..end] : text;

    private bool TryReadDelimited(byte end, out string text)
    {
        EndedLine = true;
        var reader = new LineReader(input, context.Cancellation, end);
        if (!reader.TryRead(out ReadOnlySpan<byte> bytes))
        {
            text = "";
            return false;
        }

        text = EscapedUtf8.Decode(bytes);
        reader.Commit();
        return true;
    }

    private int Next()
    {
        ReadOnlySpan<byte> there = input.Peek(context.Cancellation);
        if (there.IsEmpty)
        {
            return -1;
        }

        int value = there[0];
        input.Advance(1);
        return value;
    }

    private int Ahead()
    {
        ReadOnlySpan<byte> there = input.Peek(context.Cancellation);
        return there.IsEmpty ? -1 : there[0];
    }

    private void Add(int value)
    {
        item.GetSpan(1)[0] = (byte)value;
        item.Advance(1);
    }

    private bool TryReadItem(out string text)
    {
        item.Clear();
        text = "";
        EndedLine = false;
        int c;
        do
        {
            c = Next();
        }
        while (c is ' ' or '\t' or '\n' || (byLine && c is '\v' or '\f' or '\r'));
        if (c < 0)
        {
            ended = true;
            return false;
        }

        int quote = 0;
        bool quoted = false;
        for (; ; c = Next())
        {
            if (c < 0)
            {
                if (quote != 0)
                {
                    throw Unmatched(quote);
                }

                ended = true;
                EndedLine = true;
                break;
            }

            if (quote != 0)
            {
                if (c == quote)
                {
                    quote = 0;
                    continue;
                }

                if (c == '\n')
                {
                    throw Unmatched(quote);
                }

                Add(c);
            }
            else if (c is '\'' or '"')
            {
                quote = c;
                quoted = true;
            }
            else if (c == '\\')
            {
                int next = Next();
                if (next >= 0)
                {
                    Add(next);
                }
                else
                {
                    Add('\\');
                }
            }
            else if (c == '\n')
            {
                EndedLine = true;
                break;
            }
            else if (!byLine && c is ' ' or '\t')
            {
                // A trailing blank joins the line with the next one for -L.
                SkipBlanks();
                break;
            }
            else
            {
                Add(c);
            }
        }

        _ = quoted;
        text = EscapedUtf8.Decode(item.WrittenSpan);
        return true;
    }

    private void SkipBlanks()
    {
        bool any = false;
        while (Ahead() is ' ' or '\t')
        {
            Next();
            any = true;
        }

        _ = any;
    }

    private static CommandException Unmatched(int quote) =>
        new($"unmatched {(quote == '"' ? "double" : "single")} quote; by default quotes are special to xargs unless you use the -0 option");
}
