using BashTool.Core.Files;

namespace BashTool.Core.Tests.Files;

public sealed class VirtualPathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("///a//b", "/a/b")]
    [InlineData("/a/./b/.", "/a/b/")]
    [InlineData("/a/b/", "/a/b/")]
    [InlineData("/.", "/")]
    [InlineData("/..", "/")]
    [InlineData("/../../a", "/a")]
    [InlineData("/../a/..", "/a/..")]
    [InlineData("/a/../b", "/a/../b")]
    [InlineData("/a/..b", "/a/..b")]
    [InlineData("/..a", "/..a")]
    [InlineData("/a/...", "/a/...")]
    [InlineData("/.a/b.", "/.a/b.")]
    [InlineData("", "")]
    public void Parsing_keeps_what_only_the_file_system_knows(string text, string expected)
        => Assert.Equal(expected, VirtualPath.Parse(text).Text);

    [Theory]
    [InlineData("/d", "f", "/d/f")]
    [InlineData("/d", "./f", "/d/f")]
    [InlineData("/d", "../f", "/d/../f")]
    [InlineData("/", "..", "/")]
    [InlineData("/", "../f", "/f")]
    [InlineData("/d", "/f", "/f")]
    [InlineData("/d", "", "")]
    [InlineData("/d", ".", "/d/")]
    [InlineData("/d", "f/", "/d/f/")]
    [InlineData("/d/", "f//g", "/d/f/g")]
    [InlineData("/d", "..f", "/d/..f")]
    [InlineData("/", "a", "/a")]
    [InlineData("/d.", "a", "/d./a")]
    [InlineData("/d", "a/..", "/d/a/..")]
    public void Operands_are_seen_from_a_directory(string directory, string operand, string expected)
        => Assert.Equal(expected, VirtualPath.Parse(directory).Combine(operand).Text);

    [Theory]
    [InlineData("/a/b", "b", "/a")]
    [InlineData("/a/b/", "b", "/a")]
    [InlineData("/a", "a", "/")]
    [InlineData("/", "/", "/")]
    [InlineData("", "", "")]
    public void Names_and_parents_are_by_the_text(string path, string name, string parent)
    {
        Assert.Equal(name, VirtualPath.Parse(path).FileName);
        Assert.Equal(parent, VirtualPath.Parse(path).Parent.Text);
    }

    [Theory]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/b/../../..", "/")]
    [InlineData("/a/./b/", "/a/b")]
    public void Lexical_resolution_is_there_for_who_asks(string path, string expected)
        => Assert.Equal(expected, VirtualPath.Parse(path).ResolveLexically().Text);

    [Fact]
    public void A_relative_text_is_refused()
    {
        Assert.Throws<ArgumentException>(static () => VirtualPath.Parse("a"));
        Assert.False(VirtualPath.TryParse(null, out _));
    }

    [Fact]
    public void Below_is_by_whole_names()
    {
        Assert.True(VirtualPath.Parse("/a/b").IsAtOrBelow(VirtualPath.Parse("/a")));
        Assert.True(VirtualPath.Parse("/a").IsAtOrBelow(VirtualPath.Parse("/a/")));
        Assert.True(VirtualPath.Parse("/a").IsAtOrBelow(VirtualPath.Root));
        Assert.False(VirtualPath.Parse("/ab").IsAtOrBelow(VirtualPath.Parse("/a")));
        Assert.True(VirtualPath.Parse("/a/..").HasParentReference);
        Assert.False(VirtualPath.Parse("/a/..b").HasParentReference);
    }

    [Theory]
    [InlineData(@"C:\x", "/c/x")]
    [InlineData("C:/x", "/c/x")]
    [InlineData(@"..\x", "/d/../x")]
    [InlineData("x", "/d/x")]
    [InlineData("/home", "/home")]
    [InlineData(@"\\.\pipe\x", "")]
    [InlineData("", "")]
    [InlineData("nul", "/d/nul")]
    [InlineData("a:b", "/a/b")]
    [InlineData("ab:c", "/d/ab:c")]
    public void Windows_forms_are_understood_where_the_host_is_windows(string operand, string expected)
        => Assert.Equal(expected, VirtualPath.Parse("/d").Combine(operand, PathStyle.Windows).Text);
}
