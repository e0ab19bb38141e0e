namespace BashTool.Commands.Tests.Spec;

/// <summary>The clean environment every case runs in.</summary>
public static class SpecEnvironment
{
    /// <param name="directory">The case's directory, as the shell under test sees it.</param>
    public static Dictionary<string, string> Of(SpecCase @case, string directory)
    {
        var all = new Dictionary<string, string>
        {
            ["LC_ALL"] = "C.UTF-8",
            ["TZ"] = "UTC",
            ["PATH"] = "/usr/bin:/bin",
            ["HOME"] = directory,
        };
        foreach (var section in @case.All("env"))
        {
            var equals = section.Value!.IndexOf('=', StringComparison.Ordinal);
            all[section.Value[..equals]] =
                section.Value[(equals + 1)..].Replace(SpecWorkspace.Token, directory, StringComparison.Ordinal);
        }

        return all;
    }
}
