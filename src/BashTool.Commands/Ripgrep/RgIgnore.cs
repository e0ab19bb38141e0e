namespace BashTool.Commands.Ripgrep;

/// <summary>The ignore files of a directory, and by way of its parent those above it.</summary>
internal sealed class RgIgnore
{
    private readonly RgIgnore? parent;
    private readonly RgIgnoreFile? custom;
    private readonly RgIgnoreFile? plain;
    private readonly RgIgnoreFile? git;
    private readonly RgIgnoreFile? exclude;
    private readonly bool hasGit;
    private readonly bool anyGit;

    public RgIgnore(CommandContext context, RgSettings settings, VirtualPath directory, RgIgnore? parent)
    {
        this.parent = parent;
        string prefix = directory.IsRoot ? "/" : directory.Text + "/";
        bool vcs = !settings.NoIgnoreVcs;
        if (!settings.NoIgnoreCustom)
        {
            custom = Read(context, settings.IgnoreFileCaseInsensitive, directory, prefix, ".rgignore");
        }

        if (!settings.NoIgnoreDot)
        {
            plain = Read(context, settings.IgnoreFileCaseInsensitive, directory, prefix, ".ignore");
        }

        if (vcs)
        {
            git = Read(context, settings.IgnoreFileCaseInsensitive, directory, prefix, ".gitignore");
            hasGit = context.Files.TryStat(directory.Combine(".git"), true, out _) == FileError.None;
            if (hasGit && !settings.NoIgnoreExclude)
            {
                exclude = Read(context, settings.IgnoreFileCaseInsensitive, directory, prefix, ".git/info/exclude");
            }
        }

        anyGit = hasGit || parent is { anyGit: true };
    }

    /// <summary>The first rule that applies: by kind of file first, then from the innermost directory outwards.</summary>
    public RgDecision Decide(RgSettings settings, string path, bool isDirectory)
    {
        RgDecision byCustom = RgDecision.None;
        RgDecision byPlain = RgDecision.None;
        RgDecision byGit = RgDecision.None;
        RgDecision byExclude = RgDecision.None;
        bool usesGit = anyGit || settings.NoRequireGit;
        bool sawGit = false;
        for (RgIgnore? at = this; at is not null; at = at.parent)
        {
            Ask(ref byCustom, at.custom, path, isDirectory);
            Ask(ref byPlain, at.plain, path, isDirectory);
            if (usesGit && !sawGit)
            {
                Ask(ref byGit, at.git, path, isDirectory);
                Ask(ref byExclude, at.exclude, path, isDirectory);
            }

            sawGit |= at.hasGit;
        }

        return byCustom != RgDecision.None ? byCustom
            : byPlain != RgDecision.None ? byPlain
            : byGit != RgDecision.None ? byGit
            : byExclude != RgDecision.None ? byExclude
            : usesGit && settings.GlobalIgnore?.Decide(path, isDirectory) is { } global && global != RgDecision.None ? global
            : settings.IgnoreFiles.Select(f => f.Decide(path, isDirectory)).LastOrDefault(d => d != RgDecision.None);
    }

    /// <summary>The rules of a file; null if it is not there.</summary>
    public static RgIgnoreFile? Read(CommandContext context, bool ignoresCase, VirtualPath directory, string prefix, string name)
    {
        VirtualPath path = directory.Combine(name);
        if (context.Files.TryStat(path, true, out FileMetadata metadata) != FileError.None || metadata.IsDirectory)
        {
            return null;
        }

        try
        {
            OpenFile file = context.OpenInput(path.Text, dashIsInput: false);
            try
            {
                string text = EscapedUtf8.Decode(Text.WholeInput.Read(file, context.Cancellation).Span);
                var rules = new RgIgnoreFile(prefix, text.Split('\n'), ignoresCase);
                return rules.IsEmpty ? null : rules;
            }
            finally
            {
                file.Release();
            }
        }
        catch (FileSystemException)
        {
            return null;
        }
    }

    private static void Ask(ref RgDecision decision, RgIgnoreFile? file, string path, bool isDirectory)
    {
        if (decision == RgDecision.None && file is not null)
        {
            decision = file.Decide(path, isDirectory);
        }
    }
}
