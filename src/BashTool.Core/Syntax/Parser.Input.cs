using System.Text;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>The buffer: lines are added when the scanner reaches its end, and dropped when a command is complete.</summary>
public sealed partial class Parser
{
    private readonly string? _text;
    private readonly Func<string?>? _moreInput;
    private readonly int _firstLine;
    private int _textPosition;
    private char[] _buffer;
    private int _length;
    private int _pos;
    private bool _inputEnded;

    // Whether a last line without a newline gets one: so for commands, not for words and here-documents.
    private bool _endsLines = true;

    // Offset of the buffer's first character in the input, and the lines before it.
    private int _base;
    private int _baseLines;

    // Buffer positions at which lines begin after the first (the positions after each newline).
    private int[] _lineStarts = new int[8];
    private int _lineCount;

    // Buffer positions of backslash-newline pairs that were skipped, in ascending order.
    private int[] _continuations = [];
    private int _continuationCount;

    // Shared by the parsers of a thread: scripts use the same few hundred words.
    [ThreadStatic]
    private static string?[]? _sharedStrings;

    private readonly string?[] _strings = _sharedStrings ??= new string?[1024];

    /// <summary>Adds the next line to the buffer. The character at the buffer's length is always NUL, which no line contains.</summary>
    private bool Fill()
    {
        if (_inputEnded)
        {
            return false;
        }

        ReadOnlySpan<char> line;
        if (_text is not null)
        {
            ReadOnlySpan<char> rest = _text.AsSpan(_textPosition);
            if (rest.IsEmpty)
            {
                _inputEnded = true;
                return false;
            }

            int newline = rest.IndexOf('\n');
            line = newline < 0 ? rest : rest[..(newline + 1)];
            _textPosition += line.Length;
        }
        else
        {
            string? next = _moreInput!();
            if (string.IsNullOrEmpty(next))
            {
                _inputEnded = true;
                return false;
            }

            line = next;
        }

        Append(line);
        if (_endsLines && line[^1] is not ('\n' or '\\'))
        {
            // bash ends the last line itself. (A backslash there stands for itself.)
            Append("\n");
        }

        return true;
    }

    private void FillAll()
    {
        _endsLines = false;
        while (Fill())
        {
        }
    }

    private void Append(ReadOnlySpan<char> line)
    {
        if (_length + line.Length + 2 > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + line.Length + 2));
        }

        int start = _length;
        line.CopyTo(_buffer.AsSpan(start));
        int count = line.Length;
        if (line.Contains('\0'))
        {
            // bash ignores NUL in what it reads.
            int to = start;
            for (int from = start; from < start + count; from++)
            {
                if (_buffer[from] != '\0')
                {
                    _buffer[to++] = _buffer[from];
                }
            }

            count = to - start;
        }

        if (Options.CarriageReturnNewlines && count >= 2 && _buffer[start + count - 1] == '\n' && _buffer[start + count - 2] == '\r')
        {
            count--;
            _buffer[start + count - 1] = '\n';
        }

        _length = start + count;
        _buffer[_length] = '\0';
        for (int i = start; i < _length;)
        {
            int newline = Array.IndexOf(_buffer, '\n', i, _length - i);
            if (newline < 0)
            {
                break;
            }

            if (_lineCount == _lineStarts.Length)
            {
                Array.Resize(ref _lineStarts, _lineCount * 2);
            }

            i = newline + 1;
            _lineStarts[_lineCount++] = i;
        }
    }

    /// <summary>Forgets what has been consumed.</summary>
    private void Compact()
    {
        if (_pos == 0 || _aliasFrames.Count > 0)
        {
            return;
        }

        int lines = LinesBefore(_pos);
        int rest = _length - _pos;
        if (rest > 0)
        {
            Array.Copy(_buffer, _pos, _buffer, 0, rest);
        }

        for (int i = lines; i < _lineCount; i++)
        {
            _lineStarts[i - lines] = _lineStarts[i] - _pos;
        }

        _lineCount -= lines;
        _baseLines += lines;
        _base += _pos;
        _pos = 0;
        _length = rest;
        _buffer[_length] = '\0';
        _continuationCount = 0;
        _lineHint = 0;
    }

    private int _lineHint;

    private int LinesBefore(int position)
    {
        int i = Math.Min(_lineHint, _lineCount);
        if (i > 0 && _lineStarts[i - 1] > position)
        {
            int low = 0;
            int high = i;
            while (low < high)
            {
                int middle = (low + high) >>> 1;
                if (_lineStarts[middle] <= position)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            i = low;
        }
        else
        {
            while (i < _lineCount && _lineStarts[i] <= position)
            {
                i++;
            }
        }

        _lineHint = i;
        return i;
    }

    private int LineAt(int position) => _firstLine + _baseLines + LinesBefore(position);

    private int Offset(int position) => _base + position;

    private SourceSpan SpanFrom(int start) => new(Offset(start), Math.Max(0, _pos - start), LineAt(start));

    private SourceSpan SpanOf(int start, int end) => new(Offset(start), Math.Max(0, end - start), LineAt(start));

    /// <summary>The character at the position, after any line continuations; NUL at the end of the input.</summary>
    private char Current()
    {
        while (true)
        {
            char c = _buffer[_pos];
            if (c == '\\')
            {
                if (_buffer[_pos + 1] != '\n')
                {
                    return c;
                }

                SkipContinuation();
            }
            else if (c == '\0' && _pos >= _length)
            {
                if (!Fill())
                {
                    return '\0';
                }
            }
            else
            {
                return c;
            }
        }
    }

    /// <summary>The character at the position, with the buffer filled, but without regard to line continuations.</summary>
    private char RawCurrent()
    {
        char c = _buffer[_pos];
        if (c == '\0' && _pos >= _length && Fill())
        {
            c = _buffer[_pos];
        }

        return c;
    }

    private void SkipContinuation()
    {
        if (_continuationCount == 0 || _continuations[_continuationCount - 1] < _pos)
        {
            if (_continuationCount == _continuations.Length)
            {
                Array.Resize(ref _continuations, Math.Max(8, _continuationCount * 2));
            }

            _continuations[_continuationCount++] = _pos;
        }

        _pos += 2;
    }

    /// <summary>Goes back to a position; continuations after it will be seen again.</summary>
    private void Rewind(int position)
    {
        _pos = position;
        while (_continuationCount > 0 && _continuations[_continuationCount - 1] >= position)
        {
            _continuationCount--;
        }
    }

    /// <summary>The text between two positions without the line continuations that were skipped in it.</summary>
    private string Slice(int start, int end)
    {
        if (end <= start)
        {
            return "";
        }

        if (_continuationCount > 0 && _continuations[_continuationCount - 1] >= start)
        {
            return SliceWithoutContinuations(start, end);
        }

        return Intern(_buffer.AsSpan(start, end - start));
    }

    private string SliceWithoutContinuations(int start, int end)
    {
        int first = _continuationCount;
        while (first > 0 && _continuations[first - 1] >= start)
        {
            first--;
        }

        var builder = new StringBuilder(end - start);
        for (int i = first; i < _continuationCount && _continuations[i] < end; i++)
        {
            builder.Append(_buffer, start, _continuations[i] - start);
            start = _continuations[i] + 2;
        }

        if (end > start)
        {
            builder.Append(_buffer, start, end - start);
        }

        return builder.ToString();
    }

    /// <summary>Short texts repeat all the time in a script; one string each is enough.</summary>
    private string Intern(ReadOnlySpan<char> text)
    {
        if (text.Length > 20)
        {
            return text.ToString();
        }

        uint hash = (uint)text.Length;
        foreach (char c in text)
        {
            hash = (hash * 31) + c;
        }

        ref string? slot = ref _strings[(hash ^ (hash >> 10)) & 1023];
        if (slot is not null && text.SequenceEqual(slot))
        {
            return slot;
        }

        return slot = text.ToString();
    }

    /// <summary>The whole line around a position, without its newline.</summary>
    private string LineText(int position)
    {
        position = Math.Min(position, _length);
        if (_linesBeforeAliases is not null && _linesBeforeAliases.TryGetValue(LineAt(position), out string? original))
        {
            return original;
        }

        int start = position;
        while (start > 0 && _buffer[start - 1] != '\n')
        {
            start--;
        }

        int end = position;
        while (end < _length && _buffer[end] != '\n')
        {
            end++;
        }

        return new string(_buffer, start, end - start);
    }
}
