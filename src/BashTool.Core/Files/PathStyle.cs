namespace BashTool.Core.Files;

/// <summary>How a host writes its paths. An argument everywhere, so that one host's rules can be tested on another.</summary>
public enum PathStyle
{
    Posix,
    Windows,
}
