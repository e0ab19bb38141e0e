using System.Reflection;
using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

/// <summary>The rules of Windows, on every system.</summary>
public sealed class OperandTests
{
    private static readonly IFileSystem Files = DispatchProxy.Create<IFileSystem, HostFiles>();

    [Theory]
    [InlineData("f", "/home/claude/f")]
    [InlineData(@"a\b", "/home/claude/a/b")]
    [InlineData("/tmp/x", "/tmp/x")]
    [InlineData(@"C:\work\claude\f", "/home/claude/f")]
    [InlineData(@"c:/WORK/claude/a b", "/home/claude/a b")]
    [InlineData(@"C:\work\claude\d\", "/home/claude/d/")]
    [InlineData(@"C:\work\claude", "/home/claude")]
    [InlineData(@"C:\work\claudette\f", "/c/work/claudette/f")]
    [InlineData(@"C:\work\other", "/c/work/other")]
    [InlineData("nul", "/dev/null")]
    [InlineData("NUL", "/dev/null")]
    [InlineData(@"C:\x\nul", "/dev/null")]
    [InlineData("nul.txt", "/home/claude/nul.txt")]
    [InlineData("annul", "/home/claude/annul")]
    public void A_word_names_what_it_says(string word, string expected)
        => Assert.Equal(expected, Operand.ResolveOnWindows(Files, VirtualPath.Parse("/home/claude"), word).Text);

    /// <summary>Only tells where a Windows host has what, and where that is seen.</summary>
    public class HostFiles : DispatchProxy
    {
        private static readonly PathTranslator Translator = new(
            PathStyle.Windows, [new(VirtualPath.Parse("/home/claude"), new HostPath(@"C:\work\claude", PathStyle.Windows))]);

        protected override object? Invoke(MethodInfo? method, object?[]? arguments) => method?.Name switch
        {
            nameof(IFileSystem.ToHost) => Translator.ToHost((VirtualPath)arguments![0]!),
            nameof(IFileSystem.ToVirtual) => Translator.ToVirtual((HostPath)arguments![0]!),
            _ => throw new NotSupportedException(method?.Name),
        };
    }
}
