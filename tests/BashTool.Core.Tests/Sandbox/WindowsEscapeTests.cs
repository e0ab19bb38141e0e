using BashTool.Core.Files;

namespace BashTool.Core.Tests.Sandbox;

/// <summary>Attempts to leave <c>C:\work</c> by the rules of Windows paths, judged on any host: a name that is not safe, or a place that is not below.</summary>
public sealed class WindowsEscapeTests
{
    private const string Unsafe = "BT-FS-005", Outside = "BT-FS-002";

    public static TheoryData<string, string> Attempts => new()
    {
        { Outside, @"C:\Windows\System32\config\SAM" }, { Outside, "C:/Windows/win.ini" }, { Outside, @"c:\users\other\x" }, { Outside, @"D:\data" }, { Outside, "d:/data" },
        { Outside, "/c/Windows" }, { Outside, "/mnt/c/Windows" }, { Outside, "/cygdrive/d/x" }, { Outside, @"C:\work\..\Windows" }, { Outside, @"..\x" }, { Outside, @"..\..\x" },
        { Outside, "../x" }, { Outside, @"a\..\..\x" }, { Outside, @"a/..\../x" }, { Outside, @"C:..\x" }, { Outside, @"C:a\..\..\x" }, { Outside, @"C:\worker\x" }, { Outside, @"C:\work2" },
        { Outside, @"D:x" }, { Outside, @"\Windows" }, { Outside, @".\..\x" }, { Outside, @"C:\work\a\..\..\x" }, { Outside, "C:/work/../x" }, { Outside, @"\\server\share\x" },
        { Outside, "//server/share/x" }, { Outside, @"\\?\C:\Windows" }, { Outside, @"\\?\UNC\server\share\x" }, { Outside, @"\\localhost\c$\Windows" }, { Outside, @"\\127.0.0.1\c$\x" },
        { Unsafe, @"\\.\PhysicalDrive0" }, { Outside, @"\\.\C:" }, { Unsafe, "con" }, { Unsafe, "CON.txt" }, { Unsafe, "prn" }, { Unsafe, "aux.c" }, { Unsafe, "com1" },
        { Unsafe, "LPT9.log" }, { Unsafe, "COM\u00B9" }, { Unsafe, @"a\aux" }, { Unsafe, @"aux\a" }, { Outside, "f:stream" }, { Unsafe, "file:stream" }, { Unsafe, "f::$DATA" }, { Unsafe, "d:$I30:$INDEX_ALLOCATION\\x" },
        { Unsafe, @"a\f:s" }, { Unsafe, "name." }, { Unsafe, "name " }, { Unsafe, "name.. ." }, { Unsafe, @"dir.\x" }, { Unsafe, @"dir \x" }, { Unsafe, "..." }, { Unsafe, ".. " },
        { Unsafe, @".. \x" }, { Unsafe, @"...\x" }, { Unsafe, "a<b" }, { Unsafe, "a>b" }, { Unsafe, "a|b" }, { Unsafe, "a\"b" }, { Unsafe, "a?b" }, { Unsafe, "a*b" }, { Unsafe, "a\u0001b" },
        { Unsafe, @"\\?\GLOBALROOT\Device\HarddiskVolume1\x" }, { Unsafe, new string('n', 256) },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    public void It_is_refused(string code, string operand) => Assert.Equal(code, CodeOf(operand));

    [Theory]
    [InlineData("f")]
    [InlineData(@"a\b")]
    [InlineData(@"C:\work\a")]
    [InlineData(@"c:\WORK\a")]
    [InlineData("C:a")]
    [InlineData("/c/work/x")]
    [InlineData("/mnt/c/work/x")]
    [InlineData(@"a\..\b")]
    [InlineData("console.log")]
    [InlineData("auxiliary")]
    [InlineData("..a")]
    public void What_stays_inside_is_not(string operand) => Assert.Equal("", CodeOf(operand));

    private static string CodeOf(string operand)
    {
        if (WindowsPath.TryToVirtual(operand, "/c/work", out string path) != WindowsNameProblem.None)
        {
            return Unsafe;
        }

        if (WindowsPath.CheckNames(path) != WindowsNameProblem.None)
        {
            return Unsafe;
        }

        string place = VirtualPath.Parse(path).ResolveLexically().Text;
        return place.Equals("/c/work", StringComparison.OrdinalIgnoreCase) || place.StartsWith("/c/work/", StringComparison.OrdinalIgnoreCase) ? "" : Outside;
    }
}
