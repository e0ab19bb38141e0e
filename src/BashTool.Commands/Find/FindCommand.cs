namespace BashTool.Commands.Find;

/// <summary><c>find</c>: files in directory trees, by tests, with actions.</summary>
public sealed class FindCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("find")
    {
        Summary = "Search for files in a directory hierarchy.",
        Usage = ["[-H] [-L] [-P] [-Olevel] [-D debugopts] [path...] [expression]"],
        ParsesOwnArguments = true,
        Imitates = "(GNU findutils) 4.9.0",
        GitBash = GitBashUse.Always,
        Writes = true,
        Examples = [new("find . -maxdepth 1 -type d -name '.'", "the directory itself")],
        Limitations = ["-context is not supported; -ok and -okdir read their answers from standard input."],
        Notes = """
            Default path is the current directory; default expression is -print.
            Expression may consist of: operators, options, tests, and actions.
            Operators (decreasing precedence; -and is implicit where no others are given):
                  ( EXPR )   ! EXPR   -not EXPR   EXPR1 -a EXPR2   EXPR1 -and EXPR2
                  EXPR1 -o EXPR2   EXPR1 -or EXPR2   EXPR1 , EXPR2
            Positional options (always true):
                  -daystart -follow -nowarn -regextype -warn
            Normal options (always true, specified before other expressions):
                  -depth -files0-from FILE -maxdepth LEVELS -mindepth LEVELS
                  -mount -noleaf -xdev -ignore_readdir_race -noignore_readdir_race
            Tests (N can be +N or -N or N):
                  -amin N -anewer FILE -atime N -cmin N -cnewer FILE -ctime N -empty
                  -false -fstype TYPE -gid N -group NAME -ilname PATTERN -iname PATTERN -inum N
                  -iwholename PATTERN -iregex PATTERN -links N -lname PATTERN -mmin N
                  -mtime N -name PATTERN -newer FILE -nouser -nogroup -path PATTERN
                  -perm [-/]MODE -regex PATTERN -readable -writable -executable
                  -wholename PATTERN -size N[bcwkMG] -true -type [bcdpflsD] -uid N
                  -used N -user NAME -xtype [bcdpfls]
            Actions:
                  -delete -print0 -printf FORMAT -fprintf FILE FORMAT -print
                  -fprint0 FILE -fprint FILE -ls -fls FILE -prune -quit
                  -exec COMMAND ; -exec COMMAND {} + -ok COMMAND ;
                  -execdir COMMAND ; -execdir COMMAND {} + -okdir COMMAND ;
            """,
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        var run = new FindRun(context);
        var parser = new FindParser(run, context.Arguments);
        switch (parser.Parse())
        {
            case FindRequest.Help:
                context.Output.Write(HelpText.Render(Declaration, context.Name));
                return 0;
            case FindRequest.Version:
                context.Output.Write(HelpText.Version(Declaration, context.Name));
                return 0;
        }

        try
        {
            var walk = new FindWalk(run, parser.Expression);
            foreach (string path in parser.Paths)
            {
                walk.Start(path);
                if (run.Stops)
                {
                    break;
                }
            }

            run.Pending.ForEach(static execution => execution.Flush());
            return run.Status;
        }
        finally
        {
            run.CloseOutputs();
        }
    }
}
