using System.Text;

namespace BashTool.Commands.Tests.Spec;

/// <summary>Says how a result differs from the recorded one.</summary>
public static class SpecComparison
{
    /// <summary>The difference, for a person to read; null when there is none.</summary>
    /// <param name="names">What the shell under test may call itself at the start of a message.</param>
    public static string? Difference(SpecCase @case, SpecResult actual, params string[] names)
    {
        var expected = @case.Recorded!;
        var stderr = @case.AnyStderr ? expected.Stderr : NormaliseName(actual.Stderr, names);
        var sameStderr = expected.Stderr.AsSpan().SequenceEqual(stderr);
        if (expected.Status == actual.Status && expected.Stdout.AsSpan().SequenceEqual(actual.Stdout) && sameStderr)
        {
            return null;
        }

        var text = new StringBuilder();
        text.Append(Visible(@case.Script)).Append('\n');
        if (expected.Status != actual.Status)
        {
            text.Append($"status: recorded {expected.Status}, actual {actual.Status}\n");
        }

        Show(text, "stdout", expected.Stdout, actual.Stdout);
        Show(text, "stderr", expected.Stderr, sameStderr && expected.Status == actual.Status ? expected.Stderr : actual.Stderr);
        return text.ToString();
    }

    private const int ShownLength = 4000;

    /// <summary>Text in which the bytes that do not show are escaped.</summary>
    public static string Visible(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            if (text.Length > ShownLength)
            {
                return text.Append($"... and {bytes.Length} bytes more").ToString();
            }

            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (status != global::System.Buffers.OperationStatus.Done)
            {
                text.Append($"\\x{bytes[0]:x2}");
            }
            else if (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t'))
            {
                text.Append($"\\x{rune.Value:x2}");
            }
            else
            {
                text.Append(rune);
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    private static void Show(StringBuilder text, string label, byte[] expected, byte[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            text.Append($"recorded {label}:\n{Visible(expected)}\nactual {label}:\n{Visible(actual)}\n");
        }
    }

    private static byte[] NormaliseName(byte[] stderr, string[] names)
    {
        var prefixes = names.Select(n => Encoding.UTF8.GetBytes(n + ": ")).ToArray();
        var result = new MemoryStream();
        ReadOnlySpan<byte> rest = stderr;
        while (!rest.IsEmpty)
        {
            foreach (var prefix in prefixes)
            {
                if (rest.StartsWith(prefix))
                {
                    result.Write("bash: "u8);
                    rest = rest[prefix.Length..];
                    break;
                }
            }

            var end = rest.IndexOf((byte)'\n');
            end = end < 0 ? rest.Length : end + 1;
            result.Write(rest[..end]);
            rest = rest[end..];
        }

        return result.ToArray();
    }
}
