namespace BashTool.Commands.Find;

/// <summary><c>-exec</c> and <c>-execdir</c>, with <c>;</c> for each file or with <c>+</c> for many.</summary>
internal sealed class FindExecution(FindRun run, List<string> words, bool inDirectory, bool gathers)
{
    private const int MostBytes = 128 * 1024;

    private readonly List<string> gathered = [];
    private VirtualPath? gatheredIn;
    private int size;

    public bool Execute(FindEntry entry)
    {
        VirtualPath? directory = inDirectory ? DirectoryOf(entry) : null;
        string argument = inDirectory ? Relative(entry) : entry.Path;
        if (!gathers)
        {
            return Run([.. words.Select(word => word.Replace("{}", argument, StringComparison.Ordinal))], directory) == 0;
        }

        int length = EscapedUtf8.EncodedLength(argument) + 1;
        if (gathered.Count > 0 && (size + length > MostBytes || gatheredIn != directory))
        {
            Flush();
        }

        gathered.Add(argument);
        gatheredIn = directory;
        size += length;
        return true;
    }

    /// <summary>Runs the command on what was gathered.</summary>
    public void Flush()
    {
        if (gathered.Count == 0)
        {
            return;
        }

        List<string> line = [.. words, .. gathered];
        gathered.Clear();
        size = 0;
        if (Run(line, gatheredIn) != 0)
        {
            run.Status = 1;
        }
    }

    private VirtualPath DirectoryOf(FindEntry entry) => entry.Location.WithoutTrailingSlash.IsRoot ? VirtualPath.Root : entry.Location.WithoutTrailingSlash.Parent;

    private static string Relative(FindEntry entry) => entry.Path is "/" ? "/" : "./" + entry.Name;

    private int Run(List<string> line, VirtualPath? directory)
    {
        int status = run.Context.Run(new CommandInvocation { Words = line, WorkingDirectory = directory, Caller = "find" });
        if (status == 127 && !line[0].Contains('/') && !run.Context.Host.Locate(line[0]).Any())
        {
            run.Context.Complain($"{FindRun.Quote(line[0])}: No such file or directory");
        }
        else if (status is 126 or 127 && line[0].Contains('/'))
        {
            FileError error = run.Context.Files.TryStat(run.Context.Resolve(line[0]), followLinks: true, out _);
            run.Context.Complain($"{FindRun.Quote(line[0])}: {(error == FileError.None ? "Permission denied" : error.Describe())}");
        }

        return status;
    }
}
