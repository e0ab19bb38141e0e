using System.Collections.Immutable;
using BashTool.Core.CommandModel;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Streams;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Interpreter;

// Fused forms of pipelines: several stages run as one, with the same bytes and statuses.
public sealed partial class ShellInterpreter
{
    /// <summary>What a unit that collects its output may hold before the next one starts.</summary>
    private const int CollectedCapacity = 64 * 1024 * 1024;

    private static readonly PipelineUnit[] NoUnits = [];

    /// <summary>The units of a pipeline; null where every stage is run by itself.</summary>
    private PipelineUnit[]? UnitsOf(Pipeline pipeline)
    {
        ExpandedOptions options = new(State.Options.XTrace, State.Options.LastPipe, State.Options.NoUnset);
        if (!Session.Execution.Fuse || Session.CarriesObjects || Session.Hooks.SeesCommands || options.Any || State.Traps.HasDebug
            || Session.Execution is not { Strategy: StrategyPolicy.Auto or StrategyPolicy.InProcess, TestMode: null, Statistics: null })
        {
            return null;
        }

        if (pipeline.Annotation is not PipelineUnit[] units)
        {
            pipeline.Annotation = units = PipelineUnits.Of(pipeline) ?? NoUnits;
        }

        return units.Length == 0 ? null : units;
    }

    private readonly record struct ExpandedOptions(bool Traces, bool LastPipe, bool NoUnset)
    {
        public bool Any => Traces || LastPipe || NoUnset;
    }

    /// <summary>Runs a unit in its fused form; false where it has to be run stage by stage, and nothing has happened.</summary>
    private bool TryRunFused(Pipeline pipeline, PipelineUnit unit, int[] statuses, OpenFile? input, OpenFile? output)
    {
        OpenFile? direct = null;
        if (unit.HasCountedOutput && (pipeline.Commands[unit.Last].HasRedirections || !IsOwn(pipeline, unit.Last, out _)))
        {
            return false;
        }

        if (unit.HasDirectInput)
        {
            if (!IsOwn(pipeline, unit.CoreFirst, out _) || WritesFiles(pipeline, unit.CoreFirst) || !TryOpenDirect(pipeline, out direct))
            {
                return false;
            }

            if (input is not null)
            {
                // Only the first stage of a pipeline passes something on, and it reads nothing else.
                input.Release();
                input = null;
            }
        }

        FusedStages? fused = null;
        if (unit.Form is { } form)
        {
            fused = Prepare(form, pipeline, unit, readsPipe: input is not null || direct is not null);
            if (fused is null)
            {
                if (direct is null && !unit.HasCountedOutput)
                {
                    return false;
                }

                // The rest of the unit is still worth it: its stages run one by one between the fused ends.
            }
        }

        OpenFile? given = direct ?? input;
        CountingFile? counter = unit.HasCountedOutput ? new CountingFile() : null;
        OpenFile? target = counter ?? output;
        OpenFile? held = direct?.AddReference();
        if (fused is not null)
        {
            RunFusedStages(pipeline, unit, fused, statuses, given, target);
        }
        else
        {
            new PipelineRun(this, pipeline, statuses, null).ExecuteRange(unit.CoreFirst, unit.CoreLast, given, target);
        }

        if (held is not null)
        {
            statuses[unit.First] = StatusOfSource(held, pipeline.Commands[unit.CoreFirst]);
            held.Release();
        }

        if (counter is not null)
        {
            statuses[unit.Last] = WriteCount(pipeline, unit.Last, counter, output);
        }

        return true;
    }

    // What a stage that only passes a file on would end with: its reader may have left before everything went through.
    private static int StatusOfSource(OpenFile source, Command reader)
    {
        if (source is not OpenedFile { Handle: { } handle } file
            || reader is not SimpleCommand { Words: [{ LiteralText: "head" or "grep" or "egrep" or "fgrep" or "sed" or "awk" }, ..] })
        {
            return 0;
        }

        long left = handle.GetMetadata().Size - file.ReadPosition;
        return left > BytePipe.DefaultCapacity ? 128 + Signals.Pipe : 0;
    }

    private int WriteCount(Pipeline pipeline, int index, CountingFile counter, OpenFile? output)
    {
        bool bytes = ((SimpleCommand)pipeline.Commands[index]).Words[1].LiteralText is "-c" or "--bytes";
        BashCommand command = Session.Commands.Find("wc")!;
        ShellInterpreter stage = NewStage(null, output);
        return stage.RunToEnd(
            static (shell, call) => CommandRunner.Run(
                new FusedCommand(call.command.Spec, context =>
                {
                    context.Output.Write(call.count);
                    context.Output.WriteByte((byte)'\n');
                    return 0;
                }),
                shell.NewContext("wc", ["wc"])),
            (command, count: bytes ? counter.Bytes : counter.Lines));
    }

    private void RunFusedStages(Pipeline pipeline, PipelineUnit unit, FusedStages fused, int[] statuses, OpenFile? input, OpenFile? output)
    {
        ShellInterpreter stage = NewStage(input, output);
        ImmutableArray<Redirection> redirections = pipeline.Commands[unit.CoreFirst].Redirections;
        if (unit.CoreLast > unit.CoreFirst)
        {
            redirections = redirections.AddRange(pipeline.Commands[unit.CoreLast].Redirections);
        }

        int count = unit.CoreLast - unit.CoreFirst + 1;
        int status = stage.RunToEnd(
            static (shell, call) => shell.WithRedirections(call.redirections, () =>
            {
                List<CommandContext> contexts = shell.NewContexts(call.pipeline, call.unit);
                int[] own = new int[call.count];
                call.fused(contexts, own, shell.RunFusedStage);
                own.CopyTo(call.statuses, call.unit.CoreFirst);
                return own[^1];
            }),
            (pipeline, unit, fused, statuses, redirections, count));
        statuses[unit.CoreLast] = status;
    }

    private int RunFusedStage(CommandContext stage, Func<CommandContext, int> work) =>
        CommandRunner.Run(new FusedCommand(Session.Commands.Find(stage.Name)!.Spec, work), stage);

    private ShellInterpreter NewStage(OpenFile? input, OpenFile? output)
    {
        var stage = new ShellInterpreter(State.ForSubshell(), Process);
        if (input is not null)
        {
            stage.State.Descriptors.Set(0, input);
        }

        if (output is not null)
        {
            stage.State.Descriptors.Set(1, output);
        }

        return stage;
    }

    private FusedStages? Prepare(string form, Pipeline pipeline, PipelineUnit unit, bool readsPipe)
    {
        if (Session.Commands.FindFusion(form) is not { } fusion)
        {
            return null;
        }

        for (int i = unit.CoreFirst; i <= unit.CoreLast; i++)
        {
            if (!IsOwn(pipeline, i, out _) || !HasFitRedirections(pipeline.Commands[i], isFirst: i == unit.CoreFirst, isLast: i == unit.CoreLast))
            {
                return null;
            }
        }

        try
        {
            bool isFile = !pipeline.Commands[unit.CoreFirst].Redirections.IsEmpty;
            return fusion.Prepare(NewContexts(pipeline, unit), readsPipe || isFile);
        }
        catch (ExpansionException)
        {
            // The stages will say so themselves.
            return null;
        }
    }

    private List<CommandContext> NewContexts(Pipeline pipeline, PipelineUnit unit)
    {
        var contexts = new List<CommandContext>();
        for (int i = unit.CoreFirst; i <= unit.CoreLast; i++)
        {
            List<string> words = [];
            Expander.ExpandWords(((SimpleCommand)pipeline.Commands[i]).Words.AsSpan(), words);
            contexts.Add(NewContext(
                words[0], words, i == unit.CoreFirst ? null : ClosedFile.Instance, i == unit.CoreLast ? null : ClosedFile.Instance));
        }

        return contexts;
    }

    // Input for the first, output for the last; anything else would be opened at another time or seen by others.
    private bool HasFitRedirections(Command command, bool isFirst, bool isLast)
    {
        foreach (Redirection redirection in command.Redirections)
        {
            bool fits = redirection.DescriptorVariable is null && redirection.Operator switch
            {
                RedirectionOperator.Input or RedirectionOperator.HereString or RedirectionOperator.HereDocument => isFirst && redirection.EffectiveDescriptor == 0,
                RedirectionOperator.Output or RedirectionOperator.Append or RedirectionOperator.Clobber => isLast && redirection.EffectiveDescriptor == 1,
                _ => false,
            };
            if (fits && redirection.Operator == RedirectionOperator.Input)
            {
                VirtualPath path = State.Resolve(redirection.Target.LiteralText ?? "");
                fits = Session.Files.TryStat(path, followLinks: true, out FileMetadata file) == FileError.None && file.IsRegular
                    && Session.Files.Access(path, FileAccessRights.Read) == FileError.None;
            }

            if (!fits || redirection.Target.Parts.Any(static part => part is not (LiteralPart or QuotedLiteralPart)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a stage is a command of our own: no function, no other program of that name on PATH.</summary>
    private bool IsOwn(Pipeline pipeline, int index, out BashCommand? command)
    {
        command = null;
        if (pipeline.Commands[index] is not SimpleCommand { Assignments.IsEmpty: true, Words: [{ LiteralText: { } name }, ..] } || name.Contains('/')
            || State.Functions.Find(name) is not null || Resolver.FindBuiltin(name) is not null)
        {
            return false;
        }

        command = FindOwn(name);
        return command is not null;
    }

    // Looked up without being counted: whether a form is fused does not show in the hash table.
    private BashCommand? FindOwn(string name) =>
        Resolver.FindFiles(name).FirstOrDefault() is { Command: { } command and not ShellCommand, Path: { } path } && (State.Hash.Find(name) is not { } hashed || hashed == path)
            ? command
            : null;

    // What writes files may write the one that is read, before it is read.
    private bool WritesFiles(Pipeline pipeline, int index)
    {
        var command = (SimpleCommand)pipeline.Commands[index];
        if (IsOwn(pipeline, index, out BashCommand? own) && own!.Spec.Writes)
        {
            return true;
        }

        foreach (Command stage in pipeline.Commands.AsSpan()[index..])
        {
            foreach (Redirection redirection in stage.Redirections)
            {
                if (redirection.Operator is not (RedirectionOperator.Input or RedirectionOperator.HereDocument or RedirectionOperator.HereString)
                    && redirection.Target.LiteralText is not "/dev/null")
                {
                    return true;
                }
            }
        }

        return command.HasRedirections && command.Redirections.Any(static r => r.EffectiveDescriptor == 0);
    }

    // "cat FILE", "echo WORD...", "printf FORMAT WORD..." as the input of what follows.
    private bool TryOpenDirect(Pipeline pipeline, out OpenFile? input)
    {
        input = null;
        var command = (SimpleCommand)pipeline.Commands[0];
        string name = command.Words[0].LiteralText!;
        if (command.HasRedirections || State.Functions.Find(name) is not null)
        {
            return false;
        }

        List<string> words = RentWords();
        try
        {
            Expander.ExpandWords(command.Words.AsSpan(), words);
            input = name == "cat" ? OpenFileOf(words) : TextOf(name, words);
        }
        catch (Exception e) when (e is ExpansionException or FileSystemException)
        {
            // The stages will say so themselves.
        }
        finally
        {
            ReturnWords(words);
        }

        return input is not null;
    }

    private OpenFile? OpenFileOf(List<string> words)
    {
        if (words.Count != 2 || words[1].Length == 0 || words[1][0] == '-' || Resolver.FindBuiltin("cat") is not null
            || FindOwn("cat") is null)
        {
            return null;
        }

        VirtualPath path = State.Resolve(words[1]);
        if (words[1].StartsWith("/dev/", StringComparison.Ordinal)
            || Session.Files.TryStat(path, followLinks: true, out FileMetadata metadata) != FileError.None || !metadata.IsRegular || metadata.Size == 0)
        {
            return null;
        }

        // Something may be held back for that very file.
        State.Descriptors.FlushAll();
        if (Session.Files.TryOpen(path, OpenMode.Read, 0, out IFileHandle? handle) != FileError.None)
        {
            return null;
        }

        // What fits into a pipe is read now, as the stage would have done before the next one started.
        if (metadata.Size > BytePipe.DefaultCapacity)
        {
            return new OpenedFile(handle!, words[1], canRead: true, canWrite: false);
        }

        using (handle)
        {
            byte[] content = new byte[metadata.Size];
            int count = 0;
            for (int read; count < content.Length && (read = handle!.Read(content.AsSpan(count))) > 0; count += read)
            {
            }

            return new MemoryInput(content.AsMemory(0, count));
        }
    }

    private MemoryInput? TextOf(string name, List<string> words)
    {
        if (Resolver.FindBuiltin(name) is not { } builtin || (name == "printf" && (words.Count < 2 || words[1].StartsWith('-'))))
        {
            return null;
        }

        // A format that is wrong, or whose arguments are, is left to a stage of its own.
        if (name == "printf" && (words[1].Contains('%') && !IsTextFormat(words[1])))
        {
            return null;
        }

        using var capture = new DescriptorCapture(State.Descriptors);
        return RunBuiltin(builtin, words, 0) == 0 ? new MemoryInput(capture.Output.Written.ToArray()) : null;
    }

    // %s and %% alone cannot fail.
    private static bool IsTextFormat(string format)
    {
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '%' && (++i == format.Length || format[i] is not ('s' or '%')))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Descriptor 1 goes into memory for as long as this lives.</summary>
    private readonly struct DescriptorCapture : IDisposable
    {
        private readonly DescriptorTable descriptors;
        private readonly OpenFile? before;

        public DescriptorCapture(DescriptorTable descriptors)
        {
            this.descriptors = descriptors;
            before = descriptors.Exchange(1, Output);
        }

        public MemoryOutput Output { get; } = new();

        public void Dispose() => descriptors.Exchange(1, before);
    }

    /// <summary>A piece of work that reports as a command does.</summary>
    private sealed class FusedCommand(CommandSpec spec, Func<CommandContext, int> run) : BashCommand
    {
        public override CommandSpec Spec => spec;

        public override int Run(CommandContext context) => run(context);
    }
}
