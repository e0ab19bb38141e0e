namespace BashTool.Core.Planning;

/// <summary>Which kind of executor a program of the host is, by its name.</summary>
public static class ProgramKinds
{
    public static StageExecutor Of(string file)
    {
        ReadOnlySpan<char> name = file.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? file.AsSpan(0, file.Length - 4) : file;
        return name switch
        {
            "python" or "python3" or "py" or "pip" or "pip3" => StageExecutor.Python,
            "cmd" => StageExecutor.Cmd,
            "pwsh" or "powershell" => StageExecutor.PowerShell,
            _ when name.EndsWith(".cmd", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bat", StringComparison.OrdinalIgnoreCase) => StageExecutor.Cmd,
            _ when name.StartsWith("python3.", StringComparison.Ordinal) && int.TryParse(name[8..], out _) => StageExecutor.Python,
            _ => StageExecutor.Native,
        };
    }
}
