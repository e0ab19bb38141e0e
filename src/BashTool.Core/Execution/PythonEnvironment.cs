using BashTool.Core.Files;

namespace BashTool.Core.Execution;

/// <summary>A virtual environment of Python, found as one is used to keep it: <c>.venv</c> or <c>venv</c> beside the sources.</summary>
/// <param name="Directory">Its directory, in the host's form.</param>
/// <param name="Interpreter">The program of the name that was called in it; null where it has none.</param>
internal sealed record PythonEnvironment(string Directory, string? Interpreter)
{
    /// <summary>Set by who does not want environments to be found.</summary>
    public const string Switch = "BASHTOOL_NO_VENV";

    private const int MostParents = 16;

    private static readonly string[] Names = [".venv", "venv"];

    /// <summary>The directory of its programs.</summary>
    public string Programs => ProgramsOf(Directory);

    /// <summary>The environment that is active, or the nearest one above a directory; null if there is none.</summary>
    /// <param name="program">The name that was called.</param>
    /// <param name="directory">Where it is called.</param>
    /// <param name="active">VIRTUAL_ENV in the host's form; null if it is not set.</param>
    /// <param name="isVisible">Whether the script sees a directory of the host.</param>
    public static PythonEnvironment? Find(string program, HostPath directory, string? active, Func<HostPath, bool> isVisible)
    {
        if (!string.IsNullOrEmpty(active))
        {
            return IsEnvironment(active) ? At(active, program) : null;
        }

        HostPath place = directory;
        for (int i = 0; i < MostParents && !place.IsEmpty && isVisible(place); i++)
        {
            foreach (string name in Names)
            {
                string candidate = place.Combine(name).Text;
                if (IsEnvironment(candidate))
                {
                    return At(candidate, program);
                }
            }

            HostPath parent = place.Parent;
            if (parent == place)
            {
                break;
            }

            place = parent;
        }

        return null;
    }

    private static bool IsEnvironment(string directory) => File.Exists(Path.Combine(directory, "pyvenv.cfg"));

    private static PythonEnvironment At(string directory, string program)
    {
        string file = Path.Combine(ProgramsOf(directory), program);
        foreach (string candidate in (string[])[file, file + ".exe"])
        {
            if (File.Exists(candidate))
            {
                return new PythonEnvironment(directory, candidate);
            }
        }

        return new PythonEnvironment(directory, null);
    }

    private static string ProgramsOf(string directory) => Path.Combine(directory, OperatingSystem.IsWindows() ? "Scripts" : "bin");
}
