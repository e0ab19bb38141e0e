namespace BashTool.Commands.Files;

/// <summary>Changes owners and groups.</summary>
[CommandNames("chown", "chgrp")]
public sealed class ChownCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("chown")
    {
        Summary = "Change the owner and/or group of each FILE to OWNER and/or GROUP.",
        LongNamesFirst = "no-dereference no-preserve-root recursive reference verbose version",
        Usage = ["[OPTION]... [OWNER][:[GROUP]] FILE...", "[OPTION]... --reference=RFILE FILE..."],
        Writes = true,
        Notes = "As chgrp: [OPTION]... GROUP FILE...",
    };

    private static readonly Option Changes = Declaration.Flag("c", "changes", "like verbose but report only when a change is made");
    private static readonly Option Silent = Declaration.Flag("f", "silent quiet", "suppress most error messages");
    private static readonly Option Verbose = Declaration.Flag("v", "verbose", "output a diagnostic for every file processed");
    private static readonly Option Dereference = Declaration.Flag("", "dereference", "affect the referent of each symbolic link (the default)");
    private static readonly Option NoDereference = Declaration.Flag("h", "no-dereference", "affect symbolic links instead of any referenced file");
    private static readonly Option From = Declaration.Required("", "from", "CURRENT_OWNER:CURRENT_GROUP", "change only files whose current owner and/or group\nmatch those given");
    private static readonly Option NoPreserveRoot = Declaration.Flag("", "no-preserve-root", "do not treat '/' specially (the default)");
    private static readonly Option PreserveRoot = Declaration.Flag("", "preserve-root", "fail to operate recursively on '/'");
    private static readonly Option Reference = Declaration.Required("", "reference", "RFILE", "use RFILE's owner and group");
    private static readonly Option Recursive = Declaration.Flag("R", "recursive", "operate on files and directories recursively");
    private static readonly Option FollowOperands = Declaration.Flag("H", "", "with -R: traverse command line links to directories");
    private static readonly Option Follow = Declaration.Flag("L", "", "with -R: traverse every symbolic link to a directory");
    private static readonly Option NoFollow = Declaration.Flag("P", "", "with -R: do not traverse any symbolic links (default)");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        bool groupOnly = context.Name == "chgrp";
        bool recursive = arguments.Has(Recursive);
        Option? links = arguments.LastOf(FollowOperands, Follow, NoFollow);
        Option? dereference = arguments.LastOf(Dereference, NoDereference);
        WalkFollow follow = links == Follow ? WalkFollow.Always : links == FollowOperands ? WalkFollow.Operands : WalkFollow.Never;
        if (recursive && follow == WalkFollow.Never && dereference == Dereference)
        {
            throw new CommandException("-R --dereference requires either -H or -L");
        }

        string? reference = arguments.Value(Reference);
        List<string> operands = arguments.Operands;
        if (operands.Count < (reference is null ? 2 : 1))
        {
            throw new UsageException(operands.Count == 0 ? "missing operand" : $"missing operand after {LocaleQuoting.Quote(operands[0])}");
        }

        Ownership wanted;
        if (reference is not null)
        {
            FileError error = context.Files.TryStat(context.Resolve(reference), true, out FileMetadata model);
            if (error != FileError.None)
            {
                throw new CommandException($"failed to get attributes of {GnuQuoting.Always(reference)}: {error.Describe()}");
            }

            wanted = new Ownership(
                groupOnly ? null : model.UserId, model.GroupId,
                groupOnly ? null : context.System.FindUser(model.UserId)?.Name ?? model.UserId.ToString(),
                context.System.FindGroup(model.GroupId)?.Name ?? model.GroupId.ToString());
        }
        else
        {
            wanted = groupOnly ? Ownership.ParseGroup(context, operands[0]) : Ownership.Parse(context, operands[0]);
            operands.RemoveAt(0);
        }

        Ownership required = arguments.Value(From) is { } from ? Ownership.Parse(context, from) : default;
        Option? talk = arguments.LastOf(Changes, Verbose);
        var changer = new OwnerChanger(context, wanted, required)
        {
            ReportsAll = talk == Verbose,
            ReportsChanges = talk is not null,
            Silent = arguments.Has(Silent),
            Follows = dereference != NoDereference && !(recursive && follow == WalkFollow.Never),
            GroupOnly = groupOnly,
        };
        var walk = new TreeWalk(context, recursive ? follow : WalkFollow.Never, directoriesFirst: false)
        {
            Recursive = recursive,
            PreservesRoot = arguments.LastOf(PreserveRoot, NoPreserveRoot) == PreserveRoot,
            Visit = changer.Change,
            Complain = (message, _) => changer.Complain(message),
        };
        bool ok = true;
        foreach (string operand in operands)
        {
            ok &= walk.Walk(operand);
        }

        return ok ? 0 : 1;
    }
}
