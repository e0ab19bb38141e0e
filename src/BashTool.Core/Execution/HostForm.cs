using BashTool.Core.Files;
using BashTool.Core.Sandbox;

namespace BashTool.Core.Execution;

/// <summary>Arguments and environment as a program of the host wants them: paths in its own form.</summary>
internal sealed class HostForm
{
    /// <summary>Set by who wants arguments handed on untouched.</summary>
    public const string Switch = "BASHTOOL_NO_PATHCONV";

    private const string SwitchOfMsys = "MSYS_NO_PATHCONV";

    /// <summary>Without these few no program of Windows works; none is a secret.</summary>
    private static readonly string[] WindowsEssentials =
        ["SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "TEMP", "TMP", "NUMBER_OF_PROCESSORS", "PROCESSOR_ARCHITECTURE", "OS"];

    private readonly PathTranslator? translator;
    private readonly IEnumerable<KeyValuePair<string, string>> given;
    private readonly SandboxProfile profile;
    private Dictionary<string, string>? variables;

    public HostForm(PathTranslator? translator, SandboxProfile profile, IEnumerable<KeyValuePair<string, string>> given)
    {
        this.translator = translator is null || translator.IsIdentity ? null : translator;
        this.given = given;
        this.profile = profile;
    }

    /// <summary>Whether what the program prints has to be read back.</summary>
    public bool TranslatesOutput => translator is not null;

    /// <summary>The environment.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables => translator is null && variables is null ? given : All;

    private Dictionary<string, string> All => variables ??= Make();

    public string? Variable(string name) => All.GetValueOrDefault(name);

    /// <summary>The arguments, the name first; the same list where nothing changes.</summary>
    public IReadOnlyList<string> Arguments(IReadOnlyList<string> words, string program)
    {
        if (translator is null || IsOff())
        {
            return words;
        }

        bool takesSwitches = TakesSwitches(program);
        string[]? changed = null;
        for (int i = 1; i < words.Count; i++)
        {
            string word = words[i];
            string translated = takesSwitches && PathTranslator.LooksLikeSwitch(word) ? word : translator.TranslateArgument(word);
            if (translated != word)
            {
                changed ??= [.. words];
                changed[i] = translated;
            }
        }

        return changed ?? words;
    }

    /// <summary>Makes an environment of Python the active one.</summary>
    public void Activate(PythonEnvironment environment)
    {
        All["VIRTUAL_ENV"] = environment.Directory;
        All.Remove("PYTHONHOME");
        PutBeforePath(environment.Programs);
    }

    public void PutBeforePath(string? directory)
    {
        if (directory is null)
        {
            return;
        }

        string path = All.GetValueOrDefault("PATH", "");
        foreach (string part in path.Split(Path.PathSeparator))
        {
            if (part == directory)
            {
                return;
            }
        }

        All["PATH"] = path.Length == 0 ? directory : directory + Path.PathSeparator + path;
    }

    // Programs of the Windows system itself take /x for a switch and never for a drive.
    private static bool TakesSwitches(string program) =>
        OperatingSystem.IsWindows()
        && (program.Contains(@"\Windows\", StringComparison.OrdinalIgnoreCase) || Planning.ProgramKinds.Of(Path.GetFileName(program)) == Planning.StageExecutor.Cmd);

    private bool IsOff()
    {
        foreach ((string name, string value) in given)
        {
            if (name is Switch or SwitchOfMsys && value.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    private Dictionary<string, string> Make()
    {
        var made = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach ((string name, string value) in given)
        {
            made[name] = translator is null ? value
                : name == "PATH" || name.EndsWith("PATH", StringComparison.Ordinal) ? translator.TranslatePathList(value)
                : translator.TranslateArgument(value);
        }

        if (profile == SandboxProfile.Workspace)
        {
            // A workspace's PATH names directories of its own world; a program looks for others in the host's.
            string own = made.GetValueOrDefault("PATH", "");
            made["PATH"] = own.Length == 0 ? HostEnvironment.HostPath : own + Path.PathSeparator + HostEnvironment.HostPath;
        }

        if (OperatingSystem.IsWindows())
        {
            foreach (string name in WindowsEssentials)
            {
                if (!made.ContainsKey(name) && Environment.GetEnvironmentVariable(name) is { } value)
                {
                    made[name] = value;
                }
            }
        }

        return made;
    }
}
