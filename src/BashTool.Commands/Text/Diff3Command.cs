namespace BashTool.Commands.Text;

/// <summary><c>diff3</c>: compares three files, or merges two changes of one.</summary>
public sealed class Diff3Command : BashCommand
{
    private const int Trouble = 2;

    private static readonly CommandSpec Declaration = new("diff3")
    {
        Summary = "Compare three files line by line.",
        LongNamesFirst = "easy-only ed show-all show-overlap strip-trailing-cr",
        Usage = ["[OPTION]... MYFILE OLDFILE YOURFILE"],
        Notes = "If a FILE is '-', read standard input.\nExit status is 0 if successful, 1 if conflicts, 2 if trouble.",
        UsageStatus = Trouble,
        Imitates = "(GNU diffutils) 3.8",
        Examples = [new("diff3 -m mine old yours", "both changes of old, with marks where they conflict")],
    };

    private static readonly Option ShowAll = Declaration.Flag("A", "show-all", "output all changes, bracketing conflicts");
    private static readonly Option Ed = Declaration.Flag("e", "ed", "output ed script incorporating changes\nfrom OLDFILE to YOURFILE into MYFILE");
    private static readonly Option ShowOverlap = Declaration.Flag("E", "show-overlap", "like -e, but bracket conflicts");
    private static readonly Option EasyOnly = Declaration.Flag("3", "easy-only", "like -e, but incorporate only nonoverlapping changes");
    private static readonly Option OverlapOnly = Declaration.Flag("x", "overlap-only", "like -e, but incorporate only overlapping changes");
    private static readonly Option OverlapFlagged = Declaration.Flag("X", "", "like -x, but bracket conflicts");
    private static readonly Option FinalWrite = Declaration.Flag("i", "", "append 'w' and 'q' commands to ed scripts");
    private static readonly Option Merge = Declaration.Flag("m", "merge", "output actual merged file, according to\n-A if no other options are given");
    private static readonly Option Text = Declaration.Flag("a", "text", "treat all files as text");
    private static readonly Option StripTrailingCr = Declaration.Flag("", "strip-trailing-cr", "strip trailing carriage return on input");
    private static readonly Option InitialTab = Declaration.Flag("T", "initial-tab", "make tabs line up by prepending a tab");
    private static readonly Option DiffProgram = Declaration.Required("", "diff-program", "PROGRAM", "use PROGRAM to compare files (diff, whatever is named)");
    private static readonly Option Label = Declaration.Required("L", "label", "LABEL", "use LABEL instead of file name\n(can be repeated up to three times)");
    private static readonly Option Version = Declaration.Flag("v", "version", "output version information and exit");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        try
        {
            int labels = 0;
            ParsedArguments arguments = Declaration.Parse(context, use =>
            {
                if (use.Option == Label && ++labels > 3)
                {
                    throw new UsageException("too many file label options");
                }
            });
            int modes = ((Option[])[ShowAll, Ed, ShowOverlap, EasyOnly, OverlapOnly, OverlapFlagged]).Count(arguments.Has);
            bool merge = arguments.Has(Merge);
            var output = new Diff3Output
            {
                Merges = merge,
                ShowsSecond = arguments.Has(ShowAll) || (modes == 0 && merge),
                Flags = arguments.Has(ShowAll) || arguments.Has(ShowOverlap) || (modes == 0 && merge),
                OverlapOnly = arguments.Has(OverlapOnly) || arguments.Has(OverlapFlagged),
                EasyOnly = arguments.Has(EasyOnly),
                FinalWrite = arguments.Has(FinalWrite),
                LinePrefix = arguments.Has(InitialTab) ? "\t" : "  ",
            };
            if (modes > 1 || (arguments.Has(FinalWrite) && merge) || (labels > 0 && !output.Flags))
            {
                throw new UsageException("incompatible options");
            }

            return Compare(context, arguments, output, script: modes > 0 || merge);
        }
        catch (UsageException problem)
        {
            throw new CommandException($"{problem.Message}\n{context.Name}: Try '{context.Name} --help' for more information.", Trouble);
        }
    }

    // What compares is our own; a program that is not there is complained of all the same.
    private static void CheckProgram(CommandContext context, string program)
    {
        int status = context.Run(new CommandInvocation { Words = [program, "--version"], Output = new NullFile(), Error = new NullFile(), Caller = context.Name });
        if (status is 126 or 127)
        {
            throw new CommandException($"subsidiary program '{program}' {(status == 127 ? "not found" : "could not be invoked")}", Trouble);
        }
    }

    private static int Compare(CommandContext context, ParsedArguments arguments, Diff3Output output, bool script)
    {
        List<string> names = arguments.Operands;
        if (names.Count != 3)
        {
            throw new UsageException(names.Count > 3
                ? $"extra operand '{names[3]}'"
                : $"missing operand after '{(names.Count > 0 ? names[^1] : context.Arguments.Count > 0 ? context.Arguments[^1] : context.Name)}'");
        }

        if (arguments.Value(DiffProgram) is { } program)
        {
            CheckProgram(context, program);
        }

        List<string> labels = arguments.Values(Label);
        for (int i = labels.Count; i < 3; i++)
        {
            labels.Add(names[i]);
        }

        // The file that both others are compared with: the old one for a merge, the last one for reading.
        int common = script ? 1 : 2;
        if (names[common] == "-")
        {
            common = 3 - common;
            if (names[0] == "-" || names[common] == "-")
            {
                throw new CommandException("'-' specified for more than one input file", Trouble);
            }
        }

        int[] mapping = [0, 3 - common, common];
        byte[][] raw = new byte[3][];
        foreach (int i in (ReadOnlySpan<int>)[mapping[1], common, 0])
        {
            raw[i] = Read(context, names[i]);
        }

        DiffLines[] files = new DiffLines[3];
        bool strips = arguments.Has(StripTrailingCr);
        for (int i = 0; i < 3; i++)
        {
            files[i] = new DiffLines(strips ? DiffComparison.StripCarriageReturns([.. raw[i]]) : raw[i]);
        }

        var threads = new List<DiffChange>[2];
        for (int thread = 1; thread >= 0; thread--)
        {
            threads[thread] = Changes(arguments, names, files, mapping[thread], common);
        }

        bool keepsNewlines = script && !output.Merges;
        if (keepsNewlines)
        {
            for (int thread = 1; thread >= 0; thread--)
            {
                ReportIncomplete(context, threads[thread], files[mapping[thread]], files[common]);
            }
        }

        List<Diff3Block> blocks = Diff3Block.Join(threads[0], threads[1], files[mapping[0]], files[mapping[1]], keepsNewlines);
        return output.Print(context.Output, blocks, [files[mapping[0]], files[mapping[1]], files[mapping[2]]], new DiffLines(raw[0]), mapping, labels, script) ? 1 : 0;
    }

    // An ed script cannot say that the last newline is missing.
    private static void ReportIncomplete(CommandContext context, List<DiffChange> changes, DiffLines one, DiffLines common)
    {
        foreach (DiffChange change in changes)
        {
            if (change.Deleted > 0 && one.LacksNewline(change.First + change.Deleted - 1))
            {
                context.Complain("No newline at end of file");
            }

            if (change.Inserted > 0 && common.LacksNewline(change.Second + change.Inserted - 1))
            {
                context.Complain("No newline at end of file");
            }
        }
    }

    private static List<DiffChange> Changes(ParsedArguments arguments, List<string> names, DiffLines[] files, int one, int common)
    {
        DiffLines a = files[one];
        DiffLines b = files[common];
        if (!arguments.Has(Text) && !a.Text.SequenceEqual(b.Text) && (DiffComparison.IsBinary(a.Text) || DiffComparison.IsBinary(b.Text)))
        {
            throw new CommandException($"diff failed: Binary files {names[one]} and {names[common]} differ", Trouble);
        }

        a.Restart();
        b.Restart();
        var classes = new DiffClasses(DiffSettings.Plain);
        classes.Number(a);
        classes.Number(b);
        return DiffAlgorithm.Compare(a, b, horizon: 100, minimal: false);
    }

    private static byte[] Read(CommandContext context, string name)
    {
        try
        {
            if (name != "-" && context.Files.TryStat(context.Resolve(name), true, out FileMetadata metadata) == FileError.None && metadata.IsDirectory)
            {
                throw new FileSystemException(FileError.EISDIR, name);
            }

            OpenFile file = context.OpenInput(name);
            try
            {
                return WholeInput.Read(file, context.Cancellation).ToArray();
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{name}: {problem.Description}", Trouble);
        }
    }
}
