namespace BashTool.Core.Text;

/// <summary>How the GNU tools quote names in their messages.</summary>
public static class GnuQuoting
{
    /// <summary>coreutils' <c>quotef</c>: as it is if the shell would read it back, otherwise <c>'a b'</c>: <c>cat: 'a b': No such file</c>.</summary>
    public static string Name(string text) => throw new NotImplementedException();

    /// <summary>coreutils' <c>quoteaf</c>: always quoted: <c>cannot create directory 'a'</c>.</summary>
    public static string Quote(string text) => throw new NotImplementedException();
}
