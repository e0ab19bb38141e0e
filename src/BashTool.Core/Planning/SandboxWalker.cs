using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Native;
using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>Follows a script through its sandbox: where it stands, what it opens, what it runs.</summary>
internal sealed class SandboxWalker(SandboxSession sandbox, ICapabilities capabilities, string text) : SyntaxWalker
{
    // Commands whose words are text and not paths.
    private static readonly HashSet<string> TextCommands = new(StringComparer.Ordinal)
    {
        "echo", "printf", "seq", "expr", "yes", "date", "sleep", "tr", "basename", "dirname", "true", "false", "test", "[", "env", "xargs",
    };

    private readonly HashSet<string> functions = new(StringComparer.Ordinal);
    private readonly HashSet<string> assigned = new(StringComparer.Ordinal);
    private VirtualPath? directory = sandbox.WorkingDirectory;
    private bool mayDefineMore;

    public List<SandboxFinding> Findings { get; } = [];

    public override void VisitScript(Script script)
    {
        var first = new PipelineAnalyzer();
        first.VisitScript(script);
        functions.UnionWith(first.Functions);
        foreach (CommandUse use in first.Uses)
        {
            mayDefineMore |= use.Name is "source" or "." or "eval" or "alias" or "enable";
        }

        base.VisitScript(script);
    }

    public override void VisitItem(CommandListItem item)
    {
        if (item.IsBackground)
        {
            Apart(() => base.VisitItem(item));
        }
        else
        {
            base.VisitItem(item);
        }
    }

    public override void VisitSubshell(Subshell subshell) => Apart(() => base.VisitSubshell(subshell));

    public override void VisitCommandSubstitution(CommandSubstitution substitution) => Apart(() => base.VisitCommandSubstitution(substitution));

    public override void VisitProcessSubstitution(ProcessSubstitution substitution) => Apart(() => base.VisitProcessSubstitution(substitution));

    public override void VisitFunction(FunctionDefinition function) => Apart(() => base.VisitFunction(function));

    public override void VisitIf(IfCommand command) => Perhaps(() => base.VisitIf(command));

    public override void VisitCase(CaseCommand command) => Perhaps(() => base.VisitCase(command));

    public override void VisitWhile(WhileCommand loop) => Perhaps(() => base.VisitWhile(loop));

    public override void VisitFor(ForCommand loop)
    {
        assigned.Add(loop.Name);
        Perhaps(() => base.VisitFor(loop));
    }

    public override void VisitPipeline(Pipeline pipeline)
    {
        if (pipeline.Commands.Length < 2)
        {
            base.VisitPipeline(pipeline);
            return;
        }

        foreach (Command command in pipeline.Commands)
        {
            Apart(() => VisitCommand(command));
        }
    }

    public override void VisitAssignment(Assignment assignment)
    {
        assigned.Add(assignment.Name);
        base.VisitAssignment(assignment);
    }

    public override void VisitSimple(SimpleCommand command)
    {
        base.VisitSimple(command);
        if (command.Words.IsEmpty)
        {
            return;
        }

        Check(new CommandUse
        {
            Name = command.Words[0].LiteralText,
            NameWord = command.Words[0],
            Arguments = command.Words.RemoveAt(0),
            Span = command.Span,
        });
    }

    public override void VisitRedirection(Redirection redirection)
    {
        if (redirection.Target.Text is { } network && (network.StartsWith("/dev/tcp/", StringComparison.Ordinal) || network.StartsWith("/dev/udp/", StringComparison.Ordinal)))
        {
            CheckConnection(network, redirection);
            return;
        }

        switch (redirection.Operator)
        {
            case RedirectionOperator.Input:
                CheckRead(redirection.Target, redirection.Span, FindingSeverity.Error);
                break;
            case RedirectionOperator.Output or RedirectionOperator.Append or RedirectionOperator.Clobber or RedirectionOperator.ReadWrite
                or RedirectionOperator.OutputAndError or RedirectionOperator.AppendOutputAndError:
                CheckWrite(redirection.Target, 0, redirection.Span, "is written by a redirection");
                break;
            case RedirectionOperator.DuplicateOutput when redirection.Target.LiteralText is { } target && target != "-" && !target.AsSpan().TrimEnd('-').ContainsAnyExceptInRange('0', '9'):
                break;
            case RedirectionOperator.DuplicateOutput when redirection.Descriptor is null && redirection.Target.LiteralText is not (null or "-"):
                CheckWrite(redirection.Target, 0, redirection.Span, "is written by a redirection");
                break;
        }

        base.VisitRedirection(redirection);
    }

    private void Check(CommandUse use)
    {
        if (use.Name is not { } name)
        {
            Add(FindingCodes.KnownWhenRun, FindingSeverity.Information, use.NameWord.Text, use.Span, $"which command {use.NameWord.Text} is, is known only when it runs", "it depends on a value", "");
            return;
        }

        CheckName(use, name);
        switch (name)
        {
            case "cd":
                ChangeDirectory(use);
                return;
            case "pushd" or "popd":
                directory = null;
                return;
        }

        CommandSpec? spec = capabilities.FindCommand(name[(name.LastIndexOf('/') + 1)..]);
        HashSet<Word> written = [];
        foreach ((Word word, int start) in WrittenOperands.Find(use, spec))
        {
            written.Add(word);
            CheckWrite(word, start, word.Span, $"is written by {name}");
        }

        if (!TextCommands.Contains(name) && (!capabilities.IsBuiltin(name) || name is "source" or "." or "mapfile" or "readarray"))
        {
            foreach (Word word in WrittenOperands.Operands(use.Arguments, spec))
            {
                if (!written.Contains(word) && word.Text.Contains('/'))
                {
                    CheckRead(word, word.Span, FindingSeverity.Warning);
                }
            }
        }

        foreach ((int start, int end) in CommandCarriers.Find(name, use.Arguments))
        {
            Word inner = use.Arguments[start];
            List<Word> arguments = [];
            for (int i = start + 1; i < end; i++)
            {
                arguments.Add(use.Arguments[i]);
            }

            VirtualPath? before = directory;
            Check(new CommandUse { Name = inner.LiteralText, NameWord = inner, Arguments = arguments, Span = inner.Span, Through = name });
            directory = before;
        }
    }

    private void CheckName(CommandUse use, string name)
    {
        if (!functions.Contains(name) && sandbox.Policy.Commands.Check(name) is { } unwanted)
        {
            Add(unwanted.Code, FindingSeverity.Error, name, use.NameWord.Span, $"{name} may not be used", unwanted.Reason, unwanted.Remedy);
            return;
        }

        if (functions.Contains(name) || capabilities.IsBuiltin(name))
        {
            return;
        }

        bool isFile = name.Contains('/');
        string baseName = name[(name.LastIndexOf('/') + 1)..];
        if (capabilities.FindCommand(baseName) is not null && (!isFile || name is ['/', 'b', 'i', 'n', '/', ..] or ['/', 'u', 's', 'r', '/', 'b', 'i', 'n', '/', ..]))
        {
            return;
        }

        if (isFile)
        {
            CheckRead(use.NameWord, use.NameWord.Span, FindingSeverity.Error);
        }

        // A script among the files is run in process; whether it is one is seen when it is opened.
        if (!isFile && capabilities.CheckProgram(name) is { } denial
            && (capabilities.FindProgram(name) is not null || IsDenied(name) || DangerousProgram.Find(name) is not null))
        {
            Add(denial.Code, FindingSeverity.Error, name, use.NameWord.Span, $"{name} may not be started", denial.Reason, denial.Remedy);
            return;
        }

        CheckCall(use, name);
        if (capabilities.FindProgram(name) is null && !capabilities.HasPowerShellCommand(name) && !isFile)
        {
            Add(
                FindingCodes.CommandNotFound,
                mayDefineMore ? FindingSeverity.Information : FindingSeverity.Warning,
                name,
                use.NameWord.Span,
                $"{name}: command not found",
                "neither BashTool nor this machine has it",
                "");
        }
    }

    private void CheckConnection(string path, Redirection redirection)
    {
        string host = path.Split('/') is [_, _, _, { Length: > 0 } name, ..] ? name : "?";
        AccessDenial? denial = Uri.TryCreate($"tcp://{host}/", UriKind.Absolute, out Uri? address)
            ? sandbox.Policy.Network.Check("CONNECT", address, sandbox.Policy.Profile)
            : SandboxCodes.NetworkNotAllowed(host);
        if (denial is not null)
        {
            Add(denial.Code, FindingSeverity.Error, path, redirection.Span, $"{path} is opened by a redirection", denial.Reason, denial.Remedy);
        }
    }

    private void CheckCall(CommandUse use, string name)
    {
        List<string> arguments = use.Arguments.Select(static word => word.LiteralText ?? word.Text.Trim('"')).ToList();
        if (NativeCallPolicy.Check(sandbox.Policy.NativePrograms, sandbox.Policy.Profile, name, arguments, IsWritable) is { } denial)
        {
            Add(denial.Code, FindingSeverity.Error, name, use.Span, $"{name} may not be started with these arguments", denial.Reason, denial.Remedy);
        }
    }

    private bool IsWritable(string text)
    {
        if (WindowsPath.IsAbsolute(text) && !text.StartsWith('/'))
        {
            return HostPath.CurrentStyle == PathStyle.Windows && sandbox.Files.ToVirtual(HostPath.OfThisMachine(text)) is { } place
                && sandbox.Files.Find(place.Text).WriteDenial is null;
        }

        return directory is not { } here || sandbox.Files.Find(here.Combine(text.Replace('\\', '/')).ResolveLexically().Text).WriteDenial is null;
    }

    private bool IsDenied(string name)
    {
        foreach (string denied in sandbox.Policy.NativePrograms.Denied)
        {
            if (string.Equals(denied, name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void ChangeDirectory(CommandUse use)
    {
        Word? target = null;
        foreach (Word word in use.Arguments)
        {
            if (word.LiteralText is not ("-L" or "-P" or "-e" or "--"))
            {
                target = word;
                break;
            }
        }

        if (target is null)
        {
            directory = sandbox.Home;
            return;
        }

        KnownPath known = target.LiteralText == "-" ? default : KnownPath.Read(target, 0, directory, Variable);
        directory = known.IsExact ? known.Path : null;
        if (known.IsExact)
        {
            CheckRead(target, target.Span, FindingSeverity.Warning, known);
        }
    }

    private void CheckWrite(Word word, int start, SourceSpan span, string what)
    {
        KnownPath known = KnownPath.Read(word, start, directory, Variable);
        if (known.Path is not { } path)
        {
            Add(FindingCodes.KnownWhenRun, FindingSeverity.Information, word.Text, span, $"which file {word.Text} is, is known only when it runs", "it depends on a value", "");
            return;
        }

        if (path.IsEmpty)
        {
            return;
        }

        // The directory itself may be writable where what is in it is: look at a name inside for an unfinished path.
        VirtualPath inside = known.IsExact ? path : path.Combine("x");
        Mount mount = sandbox.Files.Find(inside.Text);
        if (mount.WriteDenial is { } denial)
        {
            Add(denial.Code, known.IsExact ? FindingSeverity.Error : FindingSeverity.Warning, path.Text, span, $"{path.Text} {what}", denial.Reason, denial.Remedy);
        }
    }

    private void CheckRead(Word word, SourceSpan span, FindingSeverity severity) => CheckRead(word, span, severity, KnownPath.Read(word, 0, directory, Variable));

    private void CheckRead(Word word, SourceSpan span, FindingSeverity severity, KnownPath known)
    {
        // Only a workspace hides files.
        if (sandbox.Policy.Profile != SandboxProfile.Workspace || known.Path is not { IsEmpty: false } path)
        {
            return;
        }

        if (sandbox.Files.Find(path.Text) == sandbox.Files.RootMount
            && sandbox.Files.TryStat(path, followLinks: true, out _) != FileError.None)
        {
            AccessDenial denial = SandboxCodes.OutsideWorkspace;
            Add(denial.Code, severity, path.Text, span, $"{path.Text} is read", denial.Reason, denial.Remedy);
        }
    }

    // What is known of variables before anything runs.
    private string? Variable(string name) => assigned.Contains(name) ? null : name switch
    {
        "HOME" => sandbox.Home.Text,
        "PWD" => directory?.Text,
        _ => null,
    };

    // What a subshell does to its directory stays there.
    private void Apart(Action visit)
    {
        VirtualPath? before = directory;
        visit();
        directory = before;
    }

    // After something that may not have happened, nobody knows.
    private void Perhaps(Action visit)
    {
        VirtualPath? before = directory;
        visit();
        if (directory != before)
        {
            directory = null;
        }
    }

    private void Add(string code, FindingSeverity severity, string subject, SourceSpan span, string message, string reason, string remedy)
    {
        var position = new SourcePosition(text, span);
        Findings.Add(new SandboxFinding
        {
            Code = code,
            Severity = severity,
            Subject = subject,
            Message = message,
            Reason = reason,
            Remedy = remedy,
            Text = position.Excerpt,
            Line = position.Line,
            Column = position.Column,
        });
    }
}
