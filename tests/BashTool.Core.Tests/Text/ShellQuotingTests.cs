using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

public sealed class ShellQuotingTests
{
    [Fact]
    public void Every_form_is_what_bash_and_coreutils_print()
    {
        var differences = new List<string>();
        foreach (string[] row in RecordedTable.Rows("quoting.tsv"))
        {
            string[] fields = Array.ConvertAll(row, RecordedTable.FromHex);
            string text = fields[0];
            Check("%q", fields[1], ShellQuoting.Backslash(text));
            Check("@Q", fields[2], ShellQuoting.Quote(text));
            Check("declare -p", fields[3], ShellQuoting.DeclareValue(text));
            Check("set -x", fields[4], $"++ : {ShellQuoting.TraceWord(text)}\n");
            Check("quote", fields[5], $"mkdir: cannot create directory {GnuQuoting.Quote(text + "/nope/nope")}: No such file or directory\n");
            Check("quotef", fields[6], $"cat: {GnuQuoting.Name(text + "/nope")}: No such file or directory\n");

            void Check(string form, string expected, string actual)
            {
                if (expected != actual)
                {
                    differences.Add($"{form} of {row[0]}: {actual}, not {expected}");
                }
            }
        }

        RecordedTable.AssertNone(differences);
    }

    [Theory]
    [InlineData("a b", "'a b'")]
    [InlineData("a", "'a'")]
    [InlineData("it's", "\"it's\"")]
    [InlineData("it's $x", @"'it'\''s $x'")]
    [InlineData("a\nb", @"'a'$'\n''b'")]
    [InlineData("a\n", @"'a'$'\n'")]
    public void Some_messages_quote_always(string text, string expected) => Assert.Equal(expected, GnuQuoting.Always(text));
}
