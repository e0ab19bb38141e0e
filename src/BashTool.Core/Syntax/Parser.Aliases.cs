using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Syntax;

/// <summary>Aliases: the text of the alias takes the place of the word in the buffer.</summary>
public sealed partial class Parser
{
    private sealed class AliasFrame
    {
        public required string Name { get; init; }

        public int End { get; set; }

        public bool EndsWithBlank { get; init; }
    }

    private readonly List<AliasFrame> _aliasFrames = [];

    // Messages show a line as it was before its aliases were expanded.
    private Dictionary<int, string>? _linesBeforeAliases;

    /// <summary>Forgets the aliases whose text has been read; true when the word at the position follows one that ends with a blank.</summary>
    private bool PopAliasFrames()
    {
        bool follows = false;
        for (int i = _aliasFrames.Count - 1; i >= 0 && _aliasFrames[i].End <= _pos; i--)
        {
            AliasFrame frame = _aliasFrames[i];
            if (frame.EndsWithBlank)
            {
                bool blank = true;
                for (int p = frame.End; p < _pos && blank; p++)
                {
                    blank = _buffer[p] is ' ' or '\t' or '\\' or '\n';
                }

                follows |= blank;
            }

            _aliasFrames.RemoveAt(i);
        }

        return follows;
    }

    private bool TryExpandAlias(int start, int end)
    {
        if (!Options.ExpandAliases || Options.AliasLookup is null)
        {
            return false;
        }

        string name = Slice(start, end);
        string? text = Options.AliasLookup(name);
        if (text is null)
        {
            return false;
        }

        foreach (AliasFrame active in _aliasFrames)
        {
            if (active.End > start && active.Name == name)
            {
                return false;
            }
        }

        bool endsWithBlank = text.Length > 0 && text[^1] is ' ' or '\t';
        Splice(start, end, text);
        for (int i = 0; i < _aliasFrames.Count; i++)
        {
            AliasFrame frame = _aliasFrames[i];
            if (frame.End > start)
            {
                frame.End += text.Length - (end - start);
            }
        }

        _aliasFrames.Add(new AliasFrame { Name = name, End = start + text.Length, EndsWithBlank = endsWithBlank });
        _pos = start;
        return true;
    }

    private void Splice(int start, int end, string text)
    {
        int delta = text.Length - (end - start);
        _linesBeforeAliases ??= [];
        _linesBeforeAliases.TryAdd(LineAt(start), LineText(start));
        if (_length + delta + 2 > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + delta + 2));
        }

        Array.Copy(_buffer, end, _buffer, end + delta, _length - end + 1);
        text.CopyTo(0, _buffer, start, text.Length);
        _length += delta;
        _base -= delta;
        for (int i = _lineCount - 1; i >= 0 && _lineStarts[i] > start; i--)
        {
            _lineStarts[i] += delta;
        }
    }
}
