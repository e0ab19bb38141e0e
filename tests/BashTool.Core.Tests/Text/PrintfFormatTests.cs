using BashTool.Core.Text;

namespace BashTool.Core.Tests.Text;

/// <summary>What bash 5.2 and GNU coreutils 9.1 print, with their messages.</summary>
public sealed class PrintfFormatTests
{
    public static readonly TheoryData<PrintfDialect, string[], string, string, int> Cases = new()
    {
        { PrintfDialect.Bash, ["[%5s]", "é"], "[   é]", "", 0 },
        { PrintfDialect.Bash, ["[%.1s]", "abc"], "[a]", "", 0 },
        { PrintfDialect.Bash, ["%c|", "abc", ""], "a|\u0000|", "", 0 },
        { PrintfDialect.Bash, ["%d", "3x"], "3", "3x: invalid number", 1 },
        { PrintfDialect.Bash, ["%d", "abc"], "0", "abc: invalid number", 1 },
        { PrintfDialect.Bash, ["%d", ""], "0", "", 0 },
        { PrintfDialect.Bash, ["%d"], "0", "", 0 },
        { PrintfDialect.Bash, ["%d", "0x1F"], "31", "", 0 },
        { PrintfDialect.Bash, ["%d", "017"], "15", "", 0 },
        { PrintfDialect.Bash, ["%d", "08"], "0", "08: invalid octal number", 1 },
        { PrintfDialect.Bash, ["%d", "'é"], "233", "", 0 },
        { PrintfDialect.Bash, ["%d", "'"], "0", "", 0 },
        { PrintfDialect.Bash, ["%d", "99999999999999999999"], "9223372036854775807", "warning: 99999999999999999999: Numerical result out of range", 0 },
        { PrintfDialect.Bash, ["%u", "-1"], "18446744073709551615", "", 0 },
        { PrintfDialect.Bash, ["%x", "-1"], "ffffffffffffffff", "", 0 },
        { PrintfDialect.Bash, ["%i", " 12"], "12", "", 0 },
        { PrintfDialect.Bash, ["%d", "12 "], "12", "12 : invalid number", 1 },
        { PrintfDialect.Bash, ["%o %x %X %#x %#o", "8", "255", "255", "255", "8"], "10 ff FF 0xff 010", "", 0 },
        { PrintfDialect.Bash, ["%f %e %g %a %F %E %G %A", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5"], "1.500000 1.500000e+00 1.5 0xcp-3 1.500000 1.500000E+00 1.5 0XCP-3", "", 0 },
        { PrintfDialect.Bash, ["%f", "abc"], "0.000000", "abc: invalid number", 1 },
        { PrintfDialect.Bash, ["%f", "inf"], "inf", "", 0 },
        { PrintfDialect.Bash, ["%f", "nan"], "nan", "", 0 },
        { PrintfDialect.Bash, ["%f", "0x1.8p1"], "3.000000", "", 0 },
        { PrintfDialect.Bash, ["%.3f", "2.0005"], "2.001", "", 0 },
        { PrintfDialect.Bash, ["%g", "100000", "1000000", "0.0001", "0.00001"], "1000001e+060.00011e-05", "", 0 },
        { PrintfDialect.Bash, ["%+d % d %05d %-5d| %+f", "5", "5", "5", "5", "5"], "+5  5 00005 5    | +5.000000", "", 0 },
        { PrintfDialect.Bash, ["%5%|"], "", "`%': invalid format character", 1 },
        { PrintfDialect.Bash, ["%z"], "", "`%z': missing format character", 1 },
        { PrintfDialect.Bash, ["%"], "", "`%': missing format character", 1 },
        { PrintfDialect.Bash, ["abc%"], "abc", "`%': missing format character", 1 },
        { PrintfDialect.Bash, ["%k", "1"], "", "`k': invalid format character", 1 },
        { PrintfDialect.Bash, ["%lld %hd %jd", "1", "70000", "3"], "1 70000 3", "", 0 },
        { PrintfDialect.Bash, ["%*d|%-*d|%.*f", "5", "1", "5", "1", "2", "3.14159"], "    1|1    |3.14", "", 0 },
        { PrintfDialect.Bash, ["%*s|", "-5", "a"], "a    |", "", 0 },
        { PrintfDialect.Bash, ["%.*s|", "-1", "abc"], "abc|", "", 0 },
        { PrintfDialect.Bash, ["%.0f", "0.5", "1.5", "2.5"], "022", "", 0 },
        { PrintfDialect.Bash, ["%1$s", "a", "b"], "", "`$': invalid format character", 1 },
        { PrintfDialect.Bash, ["%b|", "a\\nb", "\\x41", "\\101", "\\0101", "a\\cb", "c"], "a\nb|A|A|A|a", "", 0 },
        { PrintfDialect.Bash, ["%5b|%-5b|%.2b", "a", "b", "abc"], "    a|b    |ab", "", 0 },
        { PrintfDialect.Bash, ["\\x"], "\\x", "missing hex digit for \\x", 0 },
        { PrintfDialect.Bash, ["\\u"], "\\u", "missing unicode digit for \\u", 0 },
        { PrintfDialect.Bash, ["\\q"], "\\q", "", 0 },
        { PrintfDialect.Bash, ["\\c"], "\\c", "", 0 },
        { PrintfDialect.Bash, ["\\1234"], "S4", "", 0 },
        { PrintfDialect.Bash, ["\\0101"], "\u00081", "", 0 },
        { PrintfDialect.Bash, ["%s %s\\n", "a", "b", "c"], "a b\nc \n", "", 0 },
        { PrintfDialect.Bash, ["x\\n", "a", "b"], "x\n", "", 0 },
        { PrintfDialect.Bash, ["%s"], "", "", 0 },
        { PrintfDialect.Bash, ["%d %s\\n", "1", "a", "x", "b"], "1 a\n0 b\n", "x: invalid number", 1 },
        { PrintfDialect.Bash, ["%.5d|%8.5d|%-8.5d|%08.5d|%+.3x", "12", "12", "12", "12", "12"], "00012|   00012|00012   |   00012|00c", "", 0 },
        { PrintfDialect.Bash, ["%#.3x|%#X|%#x", "10", "0", "0"], "0x00a|0|0", "", 0 },
        { PrintfDialect.Bash, ["%.0d|", "0"], "|", "", 0 },
        { PrintfDialect.Bash, ["%e", "0"], "0.000000e+00", "", 0 },
        { PrintfDialect.Bash, ["%g", "1e100"], "1e+100", "", 0 },
        { PrintfDialect.Bash, ["%f", "1e30"], "1000000000000000000024696061952.000000", "", 0 },
        { PrintfDialect.Bash, ["%.20f", "0.1"], "0.10000000000000000000", "", 0 },
        { PrintfDialect.Bash, ["%.30g", "0.1"], "0.100000000000000000001355252716", "", 0 },
        { PrintfDialect.Bash, ["%a", "0.1", "3", "0"], "0xc.ccccccccccccccdp-70xcp-20x0p+0", "", 0 },
        { PrintfDialect.Bash, ["%.2a", "1.999"], "0xf.fep-3", "", 0 },
        { PrintfDialect.Bash, ["% f|%+f|%010f|%-10f|%#.0f|%#g", "1", "1", "1", "1", "1", "1"], " 1.000000|+1.000000|001.000000|1.000000  |1.|1.00000", "", 0 },
        { PrintfDialect.Bash, ["%-05d|", "3"], "3    |", "", 0 },
        { PrintfDialect.Bash, ["a\\0b"], "a\u0000b", "", 0 },
        { PrintfDialect.Bash, ["%d", "a b"], "0", "a b: invalid number", 1 },
        { PrintfDialect.Bash, ["%%%d%%", "4"], "%4%", "", 0 },
        { PrintfDialect.Bash, ["%d", "-0x10"], "-16", "", 0 },
        { PrintfDialect.Bash, ["%x", "0xfg"], "f", "0xfg: invalid hex number", 1 },
        { PrintfDialect.Bash, ["%ld", "9223372036854775807", "9223372036854775808"], "92233720368547758079223372036854775807", "warning: 9223372036854775808: Numerical result out of range", 0 },
        { PrintfDialect.Bash, ["%q|", "a b", "", "it's", "a\nb", "~x", "#x", "a=b"], "a\\ b|''|it\\'s|$'a\\nb'|\\~x|\\#x|a=b|", "", 0 },
        { PrintfDialect.Bash, ["%.2f", "1e-320"], "0.00", "", 0 },
        { PrintfDialect.Bash, ["%g", "1e-4950"], "1.09356e-4950", "warning: 1e-4950: Numerical result out of range", 0 },
        { PrintfDialect.Bash, ["%f", "123456789012345678"], "123456789012345678.000000", "", 0 },
        { PrintfDialect.Bash, ["%e", "9.9999999"], "1.000000e+01", "", 0 },
        { PrintfDialect.Bash, ["%.0e", "9.5"], "1e+01", "", 0 },
        { PrintfDialect.Bash, ["%G", "1e-10"], "1E-10", "", 0 },
        { PrintfDialect.Bash, ["%5c|%-5c|", "a", "b"], "    a|b    |", "", 0 },
        { PrintfDialect.Bash, ["\\\"\\'\\?\\a"], "\"'?\u0007", "", 0 },
        { PrintfDialect.Bash, ["%b", "\\\"\\'\\?"], "\\\"\\'\\?", "", 0 },
        { PrintfDialect.Bash, ["%s", "\udcff"], "\udcff", "", 0 },
        { PrintfDialect.Gnu, ["[%5s]", "é"], "[   é]", "", 0 },
        { PrintfDialect.Gnu, ["[%.1s]", "abc"], "[a]", "", 0 },
        { PrintfDialect.Gnu, ["%c|", "abc", ""], "a|\u0000|", "", 0 },
        { PrintfDialect.Gnu, ["%d", "3x"], "3", "‘3x’: value not completely converted", 1 },
        { PrintfDialect.Gnu, ["%d", "abc"], "0", "‘abc’: expected a numeric value", 1 },
        { PrintfDialect.Gnu, ["%d", ""], "0", "", 0 },
        { PrintfDialect.Gnu, ["%d"], "0", "", 0 },
        { PrintfDialect.Gnu, ["%d", "0x1F"], "31", "", 0 },
        { PrintfDialect.Gnu, ["%d", "017"], "15", "", 0 },
        { PrintfDialect.Gnu, ["%d", "08"], "0", "‘08’: value not completely converted", 1 },
        { PrintfDialect.Gnu, ["%d", "'é"], "233", "", 0 },
        { PrintfDialect.Gnu, ["%d", "'"], "0", "‘'’: expected a numeric value", 1 },
        { PrintfDialect.Gnu, ["%d", "99999999999999999999"], "9223372036854775807", "‘99999999999999999999’: Numerical result out of range", 1 },
        { PrintfDialect.Gnu, ["%u", "-1"], "18446744073709551615", "", 0 },
        { PrintfDialect.Gnu, ["%x", "-1"], "ffffffffffffffff", "", 0 },
        { PrintfDialect.Gnu, ["%i", " 12"], "12", "", 0 },
        { PrintfDialect.Gnu, ["%d", "12 "], "12", "‘12 ’: value not completely converted", 1 },
        { PrintfDialect.Gnu, ["%o %x %X %#x %#o", "8", "255", "255", "255", "8"], "10 ff FF 0xff 010", "", 0 },
        { PrintfDialect.Gnu, ["%f %e %g %a %F %E %G %A", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5", "1.5"], "1.500000 1.500000e+00 1.5 0xcp-3 1.500000 1.500000E+00 1.5 0XCP-3", "", 0 },
        { PrintfDialect.Gnu, ["%f", "abc"], "0.000000", "‘abc’: expected a numeric value", 1 },
        { PrintfDialect.Gnu, ["%f", "inf"], "inf", "", 0 },
        { PrintfDialect.Gnu, ["%f", "nan"], "nan", "", 0 },
        { PrintfDialect.Gnu, ["%f", "0x1.8p1"], "3.000000", "", 0 },
        { PrintfDialect.Gnu, ["%.3f", "2.0005"], "2.001", "", 0 },
        { PrintfDialect.Gnu, ["%g", "100000", "1000000", "0.0001", "0.00001"], "1000001e+060.00011e-05", "", 0 },
        { PrintfDialect.Gnu, ["%+d % d %05d %-5d| %+f", "5", "5", "5", "5", "5"], "+5  5 00005 5    | +5.000000", "", 0 },
        { PrintfDialect.Gnu, ["%5%|"], "", "%5%: invalid conversion specification", 1 },
        { PrintfDialect.Gnu, ["%z"], "", "%z: invalid conversion specification", 1 },
        { PrintfDialect.Gnu, ["%"], "", "%: invalid conversion specification", 1 },
        { PrintfDialect.Gnu, ["abc%"], "abc", "%: invalid conversion specification", 1 },
        { PrintfDialect.Gnu, ["%k", "1"], "", "%k: invalid conversion specification", 1 },
        { PrintfDialect.Gnu, ["%lld %hd %jd", "1", "70000", "3"], "1 70000 3", "", 0 },
        { PrintfDialect.Gnu, ["%*d|%-*d|%.*f", "5", "1", "5", "1", "2", "3.14159"], "    1|1    |3.14", "", 0 },
        { PrintfDialect.Gnu, ["%*s|", "-5", "a"], "a    |", "", 0 },
        { PrintfDialect.Gnu, ["%.*s|", "-1", "abc"], "abc|", "", 0 },
        { PrintfDialect.Gnu, ["%.0f", "0.5", "1.5", "2.5"], "022", "", 0 },
        { PrintfDialect.Gnu, ["%1$s", "a", "b"], "", "%1$: invalid conversion specification", 1 },
        { PrintfDialect.Gnu, ["%b|", "a\\nb", "\\x41", "\\101", "\\0101", "a\\cb", "c"], "a\nb|A|A|A|a", "", 0 },
        { PrintfDialect.Gnu, ["%5b|%-5b|%.2b", "a", "b", "abc"], "", "%5b: invalid conversion specification", 1 },
        { PrintfDialect.Gnu, ["\\x"], "", "missing hexadecimal number in escape", 1 },
        { PrintfDialect.Gnu, ["\\u"], "", "missing hexadecimal number in escape", 1 },
        { PrintfDialect.Gnu, ["\\q"], "\\q", "", 0 },
        { PrintfDialect.Gnu, ["\\c"], "", "", 0 },
        { PrintfDialect.Gnu, ["\\1234"], "S4", "", 0 },
        { PrintfDialect.Gnu, ["\\0101"], "\u00081", "", 0 },
        { PrintfDialect.Gnu, ["%s %s\\n", "a", "b", "c"], "a b\nc \n", "", 0 },
        { PrintfDialect.Gnu, ["x\\n", "a", "b"], "x\n", "warning: ignoring excess arguments, starting with ‘a’", 0 },
        { PrintfDialect.Gnu, ["%s"], "", "", 0 },
        { PrintfDialect.Gnu, ["%d %s\\n", "1", "a", "x", "b"], "1 a\n0 b\n", "‘x’: expected a numeric value", 1 },
        { PrintfDialect.Gnu, ["%.5d|%8.5d|%-8.5d|%08.5d|%+.3x", "12", "12", "12", "12", "12"], "00012|   00012|00012   |   00012|00c", "", 0 },
        { PrintfDialect.Gnu, ["%#.3x|%#X|%#x", "10", "0", "0"], "0x00a|0|0", "", 0 },
        { PrintfDialect.Gnu, ["%.0d|", "0"], "|", "", 0 },
        { PrintfDialect.Gnu, ["%e", "0"], "0.000000e+00", "", 0 },
        { PrintfDialect.Gnu, ["%g", "1e100"], "1e+100", "", 0 },
        { PrintfDialect.Gnu, ["%f", "1e30"], "1000000000000000000024696061952.000000", "", 0 },
        { PrintfDialect.Gnu, ["%.20f", "0.1"], "0.10000000000000000000", "", 0 },
        { PrintfDialect.Gnu, ["%.30g", "0.1"], "0.100000000000000000001355252716", "", 0 },
        { PrintfDialect.Gnu, ["%a", "0.1", "3", "0"], "0xc.ccccccccccccccdp-70xcp-20x0p+0", "", 0 },
        { PrintfDialect.Gnu, ["%.2a", "1.999"], "0xf.fep-3", "", 0 },
        { PrintfDialect.Gnu, ["% f|%+f|%010f|%-10f|%#.0f|%#g", "1", "1", "1", "1", "1", "1"], " 1.000000|+1.000000|001.000000|1.000000  |1.|1.00000", "", 0 },
        { PrintfDialect.Gnu, ["%-05d|", "3"], "3    |", "", 0 },
        { PrintfDialect.Gnu, ["a\\0b"], "a\u0000b", "", 0 },
        { PrintfDialect.Gnu, ["%d", "a b"], "0", "‘a b’: expected a numeric value", 1 },
        { PrintfDialect.Gnu, ["%%%d%%", "4"], "%4%", "", 0 },
        { PrintfDialect.Gnu, ["%d", "-0x10"], "-16", "", 0 },
        { PrintfDialect.Gnu, ["%x", "0xfg"], "f", "‘0xfg’: value not completely converted", 1 },
        { PrintfDialect.Gnu, ["%ld", "9223372036854775807", "9223372036854775808"], "92233720368547758079223372036854775807", "‘9223372036854775808’: Numerical result out of range", 1 },
        { PrintfDialect.Gnu, ["%q|", "a b", "", "it's", "a\nb", "~x", "#x", "a=b"], "'a b'|''|\"it's\"|'a'$'\\n''b'|'~x'|'#x'|'a=b'|", "", 0 },
        { PrintfDialect.Gnu, ["%.2f", "1e-320"], "0.00", "", 0 },
        { PrintfDialect.Gnu, ["%g", "1e-4950"], "1.09356e-4950", "‘1e-4950’: Numerical result out of range", 1 },
        { PrintfDialect.Gnu, ["%f", "123456789012345678"], "123456789012345678.000000", "", 0 },
        { PrintfDialect.Gnu, ["%e", "9.9999999"], "1.000000e+01", "", 0 },
        { PrintfDialect.Gnu, ["%.0e", "9.5"], "1e+01", "", 0 },
        { PrintfDialect.Gnu, ["%G", "1e-10"], "1E-10", "", 0 },
        { PrintfDialect.Gnu, ["%5c|%-5c|", "a", "b"], "    a|b    |", "", 0 },
        { PrintfDialect.Gnu, ["\\\"\\'\\?\\a"], "\"\\'\\?\u0007", "", 0 },
        { PrintfDialect.Gnu, ["%b", "\\\"\\'\\?"], "\"\\'\\?", "", 0 },
        { PrintfDialect.Gnu, ["%s", "\udcff"], "\udcff", "", 0 },
        { PrintfDialect.Gnu, ["%s", "x", "y"], "xy", "", 0 },
        { PrintfDialect.Gnu, ["%q", "a:b"], "a:b", "", 0 },
        { PrintfDialect.Gnu, ["\\u00e9"], "é", "", 0 },
        { PrintfDialect.Gnu, ["\\ud800"], "", "invalid universal character name \\ud800", 1 },
        { PrintfDialect.Gnu, ["\\xZ"], "", "missing hexadecimal number in escape", 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_format_prints_its_arguments(PrintfDialect dialect, string[] words, string output, string messages, int status)
    {
        var host = new Host();
        var text = new TextBuffer();
        int actual = PrintfFormat.Parse(words[0], dialect).Run(words, 1, text, host);
        Assert.Equal(output, text.ToShellString());
        Assert.Equal(messages, string.Join('\n', host.Messages));
        Assert.Equal(status, actual);
    }

    [Fact]
    public void A_time_is_formatted_by_the_host()
    {
        var text = new TextBuffer();
        PrintfFormat.Parse("%(%Y)T|%()T|%(x)T|%8(%Y)T", PrintfDialect.Bash).Run(["f", "5", "-1", "-2", "6"], 1, text, new Host());
        Assert.Equal("%Y 5|%X 100|x 50|    %Y 6", text.ToString());
    }

    [Fact]
    public void Bytes_that_make_a_character_are_one_when_assigned()
    {
        var text = new TextBuffer();
        PrintfFormat.Parse("\\xc3\\xa9\\xff", PrintfDialect.Bash).Run(["f"], 1, text, new Host());
        Assert.Equal("é\udcff", text.ToShellString());
    }

    [Fact]
    public void The_number_of_bytes_so_far_is_assigned()
    {
        var host = new Host();
        PrintfFormat.Parse("é%n", PrintfDialect.Bash).Run(["f", "x"], 1, new TextBuffer(), host);
        Assert.Equal(["x=2"], host.Messages);
    }

    [Fact]
    public void A_count_for_what_is_no_name_ends_the_output()
    {
        var host = new Host();
        var output = new TextBuffer();
        int status = PrintfFormat.Parse("é%nx", PrintfDialect.Bash).Run(["f", "1"], 1, output, host);
        Assert.Equal(1, status);
        Assert.Equal("é", output.ToShellString());
        Assert.Equal(["1=2", "`1': not a valid identifier"], host.Messages);
    }

    private sealed class Host : IPrintfHost
    {
        public List<string> Messages { get; } = [];

        public long Now => 100;

        public long Started => 50;

        public void Error(string message) => Messages.Add(message);

        public void Warn(string message) => Messages.Add(message);

        public string FormatTime(string format, long seconds) => $"{format} {seconds}";

        public bool AssignCount(string name, long count)
        {
            Messages.Add($"{name}={count}");
            return name != "1";
        }
    }
}
