using System.Text;

namespace BashTool.Commands.Text;

/// <summary>What md5sum, sha256sum, b2sum and cksum share: digests of files, and the checking of lists of them.</summary>
internal sealed class DigestJob(CommandContext context, string? algorithm, int bits)
{
    private static readonly string[] Algorithms = ["BLAKE2b", "MD5", "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SM3"];

    public bool Tagged { get; init; }

    public bool Binary { get; init; }

    public bool Zero { get; init; }

    public bool IgnoresMissing { get; init; }

    public bool Quiet { get; init; }

    public bool Silent { get; init; }

    public bool Strict { get; init; }

    public bool Warns { get; init; }

    public static int DefaultBits(string algorithm) => algorithm switch
    {
        "MD5" => 128,
        "SHA1" => 160,
        "SHA224" => 224,
        "SHA256" or "SM3" => 256,
        "SHA384" => 384,
        _ => 512,
    };

    /// <summary>Prints the digests of files.</summary>
    public int Print(List<string> files)
    {
        int status = 0;
        foreach (string file in files)
        {
            string? digest = Compute(file, algorithm!, bits, complain: true, out _);
            if (digest is null)
            {
                status = 1;
                continue;
            }

            if (context.Output.WantsObjects && !Zero)
            {
                context.Output.NextLineShows(new FileDigest(algorithm!, digest, file, file == "-" ? null : context.HostPathOf(file)));
            }

            string name = file;
            bool escaped = !Zero && file.AsSpan().IndexOfAny('\\', '\n', '\r') >= 0;
            if (escaped)
            {
                name = file.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);
                context.Output.WriteByte((byte)'\\');
            }

            string tag = algorithm == "BLAKE2b" && bits != 512 ? $"BLAKE2b-{bits}" : algorithm!;
            context.Output.Write(Tagged ? $"{tag} ({name}) = {digest}" : $"{digest} {(Binary ? '*' : ' ')}{name}");
            context.Output.WriteByte(Zero ? (byte)0 : (byte)'\n');
        }

        return status;
    }

    /// <summary>Checks the files that lists name.</summary>
    public int Check(List<string> lists)
    {
        bool all = true;
        foreach (string list in lists)
        {
            all &= CheckList(list);
        }

        return all ? 0 : 1;
    }

    private string? Compute(string file, string name, int length, bool complain, out bool missing)
    {
        missing = false;
        try
        {
            OpenFile input = context.OpenInput(file);
            try
            {
                using Digest digest = Digest.Create(name, length);
                while (true)
                {
                    ReadOnlySpan<byte> data = input.Peek(context.Cancellation);
                    if (data.IsEmpty)
                    {
                        return Convert.ToHexStringLower(digest.Finish());
                    }

                    digest.Append(data);
                    input.Advance(data.Length);
                }
            }
            finally
            {
                input.Release();
            }
        }
        catch (FileSystemException problem)
        {
            missing = problem.Error == FileError.ENOENT;
            if (complain || !(missing && IgnoresMissing))
            {
                context.Complain($"{GnuQuoting.Name(file)}: {problem.Description}");
            }

            return null;
        }
    }

    private bool CheckList(string list)
    {
        string shown = GnuQuoting.Name(list == "-" ? "standard input" : list);
        OpenFile input;
        try
        {
            input = context.OpenInput(list);
        }
        catch (FileSystemException problem)
        {
            context.Complain($"{GnuQuoting.Name(list)}: {problem.Description}");
            return false;
        }

        string last = "CRC";
        int improper = 0, proper = 0, mismatched = 0, unreadable = 0, matched = 0, number = 0;
        try
        {
            var lines = new LineReader(input, context.Cancellation);
            while (lines.TryRead(out ReadOnlySpan<byte> bytes))
            {
                number++;
                string line = EscapedUtf8.Decode(bytes.TrimEnd((byte)'\r'));
                if (line.Length == 0 || line.StartsWith('#'))
                {
                    continue;
                }

                if (!Parse(line, out string name, out int length, out string digest, out string file) || (list == "-" && file == "-"))
                {
                    improper++;
                    if (Warns)
                    {
                        context.Complain($"{shown}: {number}: improperly formatted {algorithm ?? last} checksum line");
                    }

                    continue;
                }

                proper++;
                last = name;
                string quoted = file.Contains('\n') ? "\\" + file.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal) : file;
                string? computed = Compute(file, name, length, complain: false, out bool missing);
                if (computed is null)
                {
                    if (missing && IgnoresMissing)
                    {
                        continue;
                    }

                    unreadable++;
                    if (!Silent)
                    {
                        context.Output.WriteLine($"{quoted}: FAILED open or read");
                    }

                    continue;
                }

                bool same = string.Equals(computed, digest, StringComparison.OrdinalIgnoreCase);
                matched += same ? 1 : 0;
                mismatched += same ? 0 : 1;
                if (!Silent && (!same || !Quiet))
                {
                    context.Output.WriteLine($"{quoted}: {(same ? "OK" : "FAILED")}");
                }
            }
        }
        catch (FileSystemException)
        {
            context.Complain($"{shown}: read error");
            return false;
        }
        finally
        {
            input.Release();
        }

        if (proper == 0)
        {
            context.Complain($"{shown}: no properly formatted checksum lines found");
            return false;
        }

        if (!Silent)
        {
            Warn(improper, "line is improperly formatted", "lines are improperly formatted");
            Warn(unreadable, "listed file could not be read", "listed files could not be read");
            Warn(mismatched, "computed checksum did NOT match", "computed checksums did NOT match");
            if (IgnoresMissing && matched == 0)
            {
                context.Complain($"{shown}: no file was verified");
            }
        }

        return mismatched == 0 && unreadable == 0 && (!Strict || improper == 0) && !(IgnoresMissing && matched == 0);
    }

    private void Warn(int count, string one, string many)
    {
        if (count > 0)
        {
            context.Complain($"WARNING: {count} {(count == 1 ? one : many)}");
        }
    }

    // HEX  NAME, HEX *NAME or TAG (NAME) = HEX, after a backslash with the name escaped.
    private bool Parse(string line, out string name, out int length, out string digest, out string file)
    {
        name = algorithm ?? "";
        length = bits;
        digest = file = "";
        ReadOnlySpan<char> text = line.AsSpan().TrimStart(" \t");
        bool escaped = text.StartsWith('\\');
        text = escaped ? text[1..] : text;
        foreach (string known in Algorithms)
        {
            if ((algorithm is null || algorithm == known) && text.StartsWith(known, StringComparison.Ordinal)
                && ParseTagged(text[known.Length..], known, out length, out digest, out file))
            {
                name = known;
                return !escaped || Unescape(ref file);
            }
        }

        if (algorithm is null)
        {
            return false;
        }

        int hex = 0;
        while (hex < text.Length && char.IsAsciiHexDigit(text[hex]))
        {
            hex++;
        }

        if (algorithm == "BLAKE2b" ? hex < 2 || hex > 128 || hex % 2 != 0 : hex != DefaultBits(algorithm) / 4)
        {
            return false;
        }

        if (hex + 1 >= text.Length || text[hex] is not (' ' or '\t'))
        {
            return false;
        }

        length = hex * 4;
        digest = text[..hex].ToString();

        // One blank alone is the old BSD form.
        int start = hex + 1;
        if (text[start] is ' ' or '*' && start + 1 < text.Length)
        {
            start++;
        }

        file = text[start..].ToString();
        return !escaped || Unescape(ref file);
    }

    private static bool ParseTagged(ReadOnlySpan<char> text, string algorithm, out int length, out string digest, out string file)
    {
        digest = file = "";
        length = DefaultBits(algorithm);
        if (algorithm == "BLAKE2b" && text.StartsWith('-'))
        {
            int end = 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (!int.TryParse(text[1..end], out length) || length is <= 0 or > 512 || length % 8 != 0)
            {
                return false;
            }

            text = text[end..];
        }

        text = text.StartsWith(' ') ? text[1..] : text;
        int close = text.LastIndexOf(')');
        if (!text.StartsWith('(') || close < 0)
        {
            return false;
        }

        file = text[1..close].ToString();
        ReadOnlySpan<char> rest = text[(close + 1)..].TrimStart(" \t");
        if (!rest.StartsWith('='))
        {
            return false;
        }

        rest = rest[1..].TrimStart(" \t");
        digest = rest.ToString();
        return rest.Length == length / 4 && !rest.ContainsAnyExcept("0123456789abcdefABCDEF");
    }

    private static bool Unescape(ref string file)
    {
        var result = new StringBuilder();
        for (int i = 0; i < file.Length; i++)
        {
            char c = file[i];
            if (c == '\\')
            {
                if (++i == file.Length)
                {
                    return false;
                }

                c = file[i] switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    '\\' => '\\',
                    _ => '\0',
                };
                if (c == '\0')
                {
                    return false;
                }
            }

            result.Append(c);
        }

        file = result.ToString();
        return true;
    }
}
