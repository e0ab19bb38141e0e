using System.Globalization;
using System.Text;

namespace BashTool.Commands.Tests.Spec;

/// <summary>Reads a .spec file: many cases of the format that tests/spec/README.md describes.</summary>
public sealed class SpecFile
{
    private static readonly string[] BlockKeys = ["script", "stdin", "stdout", "stderr", "file"];

    private static readonly string[] LineKeys =
        ["env", "dir", "link", "hardlink", "fifo", "runner", "only", "needs", "known-failure", "stderr", "status"];

    private static readonly string[] FileWideKeys = ["runner", "stderr", "only", "needs"];

    private readonly Dictionary<string, string> _defaults = [];
    private readonly List<SpecCase> _cases = [];

    private SpecFile(string path) => Path = path;

    /// <summary>The path below tests/spec, with slashes.</summary>
    public string Path { get; }

    public IReadOnlyList<SpecCase> Cases => _cases;

    public static SpecFile Load(string root, string path) =>
        Parse(global::System.IO.Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllBytes(path));

    public static SpecFile Parse(string path, ReadOnlySpan<byte> data)
    {
        var file = new SpecFile(path);
        file.Read(data);
        return file;
    }

    private void Read(ReadOnlySpan<byte> data)
    {
        SpecCase? current = null;
        string? blockKey = null;
        string[] blockWords = [];
        var blockLine = 0;
        var block = new MemoryStream();
        var number = 0;

        while (!data.IsEmpty)
        {
            var end = data.IndexOf((byte)'\n');
            var line = end < 0 ? data : data[..end];
            data = end < 0 ? [] : data[(end + 1)..];
            number++;

            if (line.StartsWith("=== "u8))
            {
                EndBlock();
                current?.Complete();
                var name = Encoding.UTF8.GetString(line[4..]).Trim();
                if (_cases.Exists(c => c.Name == name))
                {
                    throw Error(number, $"two cases are named {name}");
                }

                current = new SpecCase(Path, name, number, _defaults);
                _cases.Add(current);
            }
            else if (line.StartsWith("--- "u8))
            {
                EndBlock();
                ReadHead(Encoding.UTF8.GetString(line[4..]), number);
            }
            else if (blockKey is not null)
            {
                block.Write(line);
                block.WriteByte((byte)'\n');
            }
            else if (!line.Trim((byte)' ').IsEmpty && line[0] != '#')
            {
                throw Error(number, "text outside a section: " + Encoding.UTF8.GetString(line));
            }
        }

        EndBlock();
        current?.Complete();

        void EndBlock()
        {
            if (blockKey is null)
            {
                return;
            }

            var content = block.ToArray();
            current!.Add(new SpecSection(
                blockKey, null, blockWords, blockWords.Contains("escaped") ? Unescape(content) : content, blockLine));
            blockKey = null;
        }

        void ReadHead(string head, int at)
        {
            var colon = head.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz-".AsSpan());
            if (colon > 0 && head[colon] == ':')
            {
                var key = head[..colon];
                var value = head[(colon + 1)..].Trim();
                if (!(current is null ? FileWideKeys : LineKeys).Contains(key))
                {
                    throw Error(at, "unknown line " + key);
                }

                if (current is null)
                {
                    _defaults[key] = value;
                }
                else
                {
                    current.Add(new SpecSection(key, value, HeadWords(value), [], at));
                }

                return;
            }

            var words = HeadWords(head);
            if (current is null || words.Length == 0 || !BlockKeys.Contains(words[0]))
            {
                throw Error(at, "unknown section " + head);
            }

            blockKey = words[0];
            blockWords = words[1..];
            blockLine = at;
            block.SetLength(0);
        }
    }

    private SpecException Error(int line, string what) => new($"{Path}:{line}: {what}");

    /// <summary>The words of a head line; a word with blanks stands in double quotes, where escapes count.</summary>
    internal static string[] HeadWords(string text)
    {
        var words = new List<string>();
        var i = 0;
        while (true)
        {
            while (i < text.Length && text[i] == ' ')
            {
                i++;
            }

            if (i == text.Length)
            {
                return [.. words];
            }

            var start = i;
            if (text[i] == '"')
            {
                for (i++; i < text.Length && text[i] != '"'; i++)
                {
                    if (text[i] == '\\')
                    {
                        i++;
                    }
                }

                var quoted = text[(start + 1)..Math.Min(i, text.Length)].Replace("\\\"", "\\x22", StringComparison.Ordinal);
                words.Add(Encoding.UTF8.GetString(Unescape(Encoding.UTF8.GetBytes(quoted))));
                i = Math.Min(i + 1, text.Length);
            }
            else
            {
                while (i < text.Length && text[i] != ' ')
                {
                    i++;
                }

                words.Add(text[start..i]);
            }
        }
    }

    /// <summary>Resolves the escapes of a block marked `escaped`.</summary>
    internal static byte[] Unescape(ReadOnlySpan<byte> text)
    {
        var result = new MemoryStream(text.Length);
        while (true)
        {
            var slash = text.IndexOf((byte)'\\');
            if (slash < 0)
            {
                result.Write(text);
                return result.ToArray();
            }

            result.Write(text[..slash]);
            var kind = slash + 1 < text.Length ? text[slash + 1] : (byte)0;
            text = text[Math.Min(slash + 2, text.Length)..];
            switch (kind)
            {
                case (byte)'\n':
                    break;
                case (byte)'\\':
                    result.WriteByte((byte)'\\');
                    break;
                case (byte)'n':
                    result.WriteByte((byte)'\n');
                    break;
                case (byte)'t':
                    result.WriteByte((byte)'\t');
                    break;
                case (byte)'r':
                    result.WriteByte((byte)'\r');
                    break;
                case (byte)'e':
                    result.WriteByte(0x1B);
                    break;
                case (byte)'x' when text.Length >= 2
                    && byte.TryParse(text[..2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value):
                    result.WriteByte(value);
                    text = text[2..];
                    break;
                default:
                    throw new SpecException($"unknown escape \\{(char)kind}");
            }
        }
    }
}
