namespace BashTool.Host;

/// <summary>A limit that the command line sets.</summary>
internal sealed record LimitSetting(string Name, long Value);
