using System.Globalization;
using BashTool.Commands.Files;
using BashTool.Commands.Text;

namespace BashTool.Commands.Patch;

/// <summary>One run of patch: all the patches of its input, one after the other.</summary>
internal sealed partial class PatchSession
{
    private const int Trouble = 2;

    private readonly CommandContext context;
    private readonly string? givenName;
    private readonly PatchFiles files;
    private readonly HashSet<string> dangerous = new(StringComparer.Ordinal);
    private PatchSource source = null!;
    private PatchReader reader = null!;
    private string? inName;
    private FileError inError;
    private FileMetadata inMetadata;
    private bool reverse;
    private bool skips;
    private bool appliesAnyway;
    private bool someFailed;
    private bool hasOutput;
    private OpenFile? created;

    public PatchSession(CommandContext context, PatchSettings settings, string? givenName)
    {
        this.context = context;
        this.givenName = givenName;
        Settings = settings;
        files = new PatchFiles(context, settings, Say, Quote);
    }

    public PatchSettings Settings { get; }

    private bool Quiet => Settings.Verbosity == PatchVerbosity.Silent;

    private bool Verbose => Settings.Verbosity == PatchVerbosity.Verbose;

    /// <summary>Says something; to standard error where the patched file goes to standard output.</summary>
    public void Say(string text)
    {
        if (Settings.Output == "-")
        {
            context.FlushOutput();
            context.Error.Write(text);
            context.Error.Flush();
        }
        else
        {
            context.Output.Write(text);
        }
    }

    /// <summary>A time from the head of a patch; null if it is none.</summary>
    public UnixTime? ParseTime(string text)
    {
        TimeZoneRules zone = Settings.SetUtc ? TimeZoneRules.Utc : context.System.ZoneRules(context.Environment.Get("TZ"));
        UnixTime now = UnixTime.From(context.Clock.GetUtcNow());
        return DateParser.TryParse(text, (now.Seconds, now.Nanoseconds), zone, context.System.ZoneRules, out (long Seconds, int Nanoseconds) result)
            ? new UnixTime(result.Seconds, result.Nanoseconds) : null;
    }

    /// <summary>What -o names is empty before anything is read, be it the file to patch itself.</summary>
    public void CreateOutput()
    {
        if (Settings.Output is { } name && name != "-")
        {
            try
            {
                VirtualPath path = files.Resolve(name);
                if (files.Stat(name, out _) == FileError.ENOENT)
                {
                    context.Files.Open(path, OpenMode.Write | OpenMode.Create, 0x180).Dispose();
                }

                created = context.OpenOutput(path.Text);
            }
            catch (FileSystemException problem)
            {
                throw Fatal($"Can't create file {Quote(name)} : {problem.Description}");
            }
        }
    }

    public int Run(byte[] patch)
    {
        source = new PatchSource(patch, () =>
        {
            if (!Quiet)
            {
                Say("patch unexpectedly ends in middle of line\n");
            }
        });
        reader = new PatchReader(source, this, Settings.Kind);
        try
        {
            RunPatches(patch);
        }
        finally
        {
            if (Settings.Output is { } output && (hasOutput || output != "-"))
            {
                WriteOutput(output);
            }
        }

        return someFailed ? 1 : 0;
    }

    private void RunPatches(byte[] patch)
    {
        while (FindNext())
        {
            ApplyOne();

            // -c, -e, -n, -u are about the first patch only.
            reader.AnyKind();
        }

        if (patch.Length == 0 && Settings.Output is not null && givenName is not null)
        {
            // No patch is a patch that changes nothing.
            inName = givenName;
            inError = files.Stat(givenName, out inMetadata);
            ApplyOne();
            if (Verbose)
            {
                Say("Hmm...  I can't seem to find a patch in there anywhere.\n");
            }
        }

        files.Finish();
    }

    private string Quote(string name) => NameQuoting.Quote(name, Settings.Quoting);

    private void Ask(string question)
    {
        // There is no terminal to ask at: the answer is the default.
        Say(question);
        Say("\n");
    }

    private static CommandException Fatal(string message) => new($"**** {message}", Trouble);

    private bool FindNext()
    {
        inName = givenName;
        inError = FileError.ENOENT;
        inMetadata = default;
        reverse = Settings.Reverse;
        skips = false;
        appliesAnyway = false;
        bool first = reader.Base == 0;
        if (!first && reader.Base >= source.Text.Length)
        {
            if (Verbose)
            {
                Say("done\n");
            }

            return false;
        }

        if (Verbose)
        {
            Say("Hmm...");
        }

        int searched = reader.Base;
        PatchKind kind = reader.Find(!(givenName is not null || Settings.Posix));
        if (kind != PatchKind.None)
        {
            ChooseName();
        }
        else
        {
            if (Verbose)
            {
                Say(first ? "  I can't seem to find a patch in there anywhere.\n" : "  Ignoring the trailing garbage.\ndone\n");
            }

            return first && source.Text.Length > 0 ? throw Fatal("Only garbage was found in the patch input.") : false;
        }

        if (skips)
        {
            reader.GoToStart();
            return true;
        }

        if (Verbose)
        {
            string what = kind switch
            {
                PatchKind.Unified => "a unified diff",
                PatchKind.Context => "a context diff",
                PatchKind.NewContext => "a new-style context diff",
                PatchKind.Normal => "a normal diff",
                PatchKind.GitBinary => "a git binary diff",
                _ => "an ed script",
            };
            Say($"  {(first ? "Looks" : "The next patch looks")} like {what} to me...\n");
        }

        if (!Quiet)
        {
            if (reader.Indent > 0)
            {
                Say($"(Patch is indented {reader.Indent} space{(reader.Indent == 1 ? "" : "s")}.)\n");
            }

            if (reader.StripsReturns && !Settings.Binary)
            {
                Say("(Stripping trailing CRs from patch; use --binary to disable.)\n");
            }

            if (inName is null)
            {
                Say($"can't find file to patch at input line {reader.Start.Line.ToString(CultureInfo.InvariantCulture)}\n");
                if (kind is not (PatchKind.Ed or PatchKind.Normal))
                {
                    Say(Settings.Strip == -1 ? "Perhaps you should have used the -p or --strip option?\n" : "Perhaps you used the wrong -p or --strip option?\n");
                }
            }
        }

        if ((Verbose || inName is null) && searched < reader.Start.Position)
        {
            Say("The text leading up to this was:\n--------------------------\n");
            source.Position = searched;
            while (source.Position < reader.Start.Position)
            {
                Say("|" + PatchSource.Show(source.Read()));
            }

            Say("--------------------------\n");
        }

        reader.GoToStart();
        if (inName is null)
        {
            skips = true;
            if (Settings.Force || Settings.Batch)
            {
                Say("No file to patch.  Skipping patch.\n");
                return true;
            }

            Ask("File to patch: ");
            Ask("Skip this patch? [y] ");
            if (!Quiet)
            {
                Say("Skipping patch.\n");
            }
        }

        return true;
    }

    private void ChooseName()
    {
        if (givenName is not null)
        {
            inError = files.Stat(givenName, out inMetadata);
            if (inError != FileError.None || inMetadata.IsRegular)
            {
                MaybeReverse(givenName, inError != FileError.None, inError != FileError.None || inMetadata.Size == 0);
            }

            return;
        }

        string?[] names = [reader.Sides[0].Name, reader.Sides[1].Name, reader.IndexName];
        if (Settings.Posix && (names[0] ?? names[1]) is not null)
        {
            names[2] = null;
        }

        var errors = new FileError[3];
        var metadata = new FileMetadata[3];
        int last = -1;
        int chosen = -1;
        for (int i = 0; i < 3; i++)
        {
            if (names[i] is { } name)
            {
                errors[i] = PatchNames.LeadsOut(name) ? FileError.EXDEV : files.Stat(name, out metadata[i]);
                last = i;
                if (Settings.Posix && errors[i] == FileError.None && IsValid(name))
                {
                    chosen = i;
                    break;
                }
            }
        }

        if (!Settings.Posix)
        {
            chosen = Best(names, i => errors[i] == FileError.None);
            bool missing = chosen < 0;
            if (last >= 0 && (missing || metadata[chosen].IsRegular)
                && MaybeReverse(names[missing ? last : chosen]!, missing, missing || metadata[chosen].Size == 0) && missing)
            {
                chosen = last;
            }

            if (chosen < 0 && reader.Sides[reverse ? 1 : 0].Nonexistent > 0)
            {
                int[] newDirectories = [.. names.Select(n => n is null ? int.MaxValue : PatchNames.Components(n) - ExistingComponents(n))];
                int fewest = newDirectories.Min();
                chosen = Best(names, i => newDirectories[i] == fewest);
            }
        }

        if (reader.Renames || reader.Copies)
        {
            int from = reverse ? 1 : 0;
            bool valid = chosen is 0 or 1 && names[0] is { } one && names[1] is { } other && IsValid(one) && IsValid(other);
            if (!valid)
            {
                Say($"Cannot {(reader.Renames ? "rename" : "copy")} file without two valid file names\n");
                skips = true;
            }
            else
            {
                chosen = from;
            }
        }

        if (chosen >= 0)
        {
            inName = names[chosen];
            inError = errors[chosen];
            inMetadata = metadata[chosen];
        }
    }

    private int ExistingComponents(string name)
    {
        int count = 0;
        for (int slash = name.IndexOf('/', 1); slash > 0; slash = name.IndexOf('/', slash + 1))
        {
            if (context.Files.TryStat(files.Resolve(name[..slash]), true, out FileMetadata metadata) != FileError.None || !metadata.IsDirectory)
            {
                break;
            }

            count++;
        }

        return count;
    }

    // Fewest directories, then the shortest last part, then the shortest whole.
    private int Best(string?[] names, Func<int, bool> isCandidate)
    {
        List<int> candidates = [.. Enumerable.Range(0, 3).Where(i => names[i] is not null && isCandidate(i))];
        foreach (Func<string, int> measure in (Func<string, int>[])[PatchNames.Components, n => PatchNames.BaseName(n).Length, n => n.Length])
        {
            if (candidates.Count > 0)
            {
                int least = candidates.Min(i => measure(names[i]!));
                candidates.RemoveAll(i => measure(names[i]!) > least);
            }
        }

        int found = candidates.FindIndex(i => IsValid(names[i]!));
        return found < 0 ? -1 : candidates[found];
    }

    private bool IsValid(string name)
    {
        if (PatchNames.IsSafe(name))
        {
            return true;
        }

        if (dangerous.Add(name))
        {
            Say($"Ignoring potentially dangerous file name {Quote(name)}\n");
        }

        return false;
    }

    private bool MaybeReverse(string name, bool missing, bool empty)
    {
        int index = (reverse ? 1 : 0) ^ (empty ? 1 : 0);
        bool looksReversed = (empty ? 0 : 1) < reader.Sides[index].Nonexistent;
        if (empty && reader.Sides[(reverse ? 1 : 0) ^ (missing ? 1 : 0)].Nonexistent == 1 && reader.Sides[(reverse ? 0 : 1) ^ (missing ? 1 : 0)].Nonexistent == 2)
        {
            return false;
        }

        if (looksReversed)
        {
            string what = missing ? "delete" : empty ? "empty out" : "create";
            string why = missing ? "does not exist" : empty ? "is already empty" : "already exists";
            reverse ^= MayReverse($"The next patch{(reverse ? ", when reversed," : "")} would {what} the file {Quote(name)},\nwhich {why}!");
        }

        return looksReversed;
    }

    private bool MayReverse(string text)
    {
        if (Settings.Forward || !(Settings.Force && Quiet))
        {
            Say(text);
        }

        if (Settings.Forward)
        {
            Say("  Skipping patch.\n");
            skips = true;
            return false;
        }

        if (Settings.Force)
        {
            if (!Quiet)
            {
                Say("  Applying it anyway.\n");
            }

            return false;
        }

        if (Settings.Batch)
        {
            Say(reverse ? "  Ignoring -R.\n" : "  Assuming -R.\n");
            return true;
        }

        Ask(reverse ? "  Ignore -R? [n] " : "  Assume -R? [n] ");
        Ask("Apply anyway? [n] ");
        if (!Quiet)
        {
            Say("Skipping patch.\n");
        }

        skips = true;
        return false;
    }
}
