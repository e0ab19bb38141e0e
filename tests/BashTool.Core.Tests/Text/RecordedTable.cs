using System.Globalization;
using System.Text;
using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

/// <summary>Tables of cases whose results were recorded from the C library, bash and the GNU tools.</summary>
internal static class RecordedTable
{
    /// <summary>The rows of an embedded table, cut at the tabs.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using Stream stream = typeof(RecordedTable).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"no table {name}");
        using var reader = new StreamReader(stream, new UTF8Encoding(false));
        while (reader.ReadLine() is { } line)
        {
            yield return line.Split('\t');
        }
    }

    /// <summary>Bytes written as UTF-8 with \xHH where that would not do.</summary>
    public static byte[] Bytes(string field)
    {
        byte[] source = Encoding.UTF8.GetBytes(field);
        var result = new List<byte>();
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i] == '\\' && i + 3 < source.Length && source[i + 1] == 'x')
            {
                result.Add(byte.Parse(Encoding.ASCII.GetString(source, i + 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 3;
            }
            else
            {
                result.Add(source[i]);
            }
        }

        return result.ToArray();
    }

    public static string FromHex(string field) => EscapedUtf8.Decode(Convert.FromHexString(field));

    /// <summary>Fails with the first of the differences.</summary>
    public static void AssertNone(List<string> differences) =>
        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences.Take(20))}");
}
