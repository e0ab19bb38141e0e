using BashTool.Core.Syntax;
using BashTool.Core.Syntax.Ast;

namespace BashTool.Core.Planning;

/// <summary>Walks a tree and gathers what it is made of.</summary>
internal sealed class PipelineAnalyzer(string text = "") : SyntaxWalker
{
    private readonly List<(int Position, int Before, int After)> splits = [];
    private readonly List<UnsupportedConstruct> unsupported = [];
    private readonly List<CommandUse> uses = [];
    private readonly HashSet<string> functions = new(StringComparer.Ordinal);
    private readonly List<List<CommandUse>> pipelines = [];
    private List<CommandUse>? currentPipeline;
    private bool hasPipeline;
    private bool hasChain;
    private bool hasRedirection;
    private bool hasErrorRedirection;
    private bool hasHereDocument;
    private bool hasProcessSubstitution;
    private bool hasCommandSubstitution;
    private bool hasBackground;
    private bool hasControlFlow;
    private bool hasTrap;
    private bool runsUnknownText;

    /// <summary>The commands in the order of the text.</summary>
    public IReadOnlyList<CommandUse> Uses => uses;

    /// <summary>The places where pipelines can be cut: of the operator, and the first command on either side.</summary>
    public IReadOnlyList<(int Position, int Before, int After)> Splits => splits;

    public IReadOnlyList<UnsupportedConstruct> Unsupported => unsupported;

    /// <summary>The commands that stand in pipelines, each pipeline's by themselves.</summary>
    public IReadOnlyList<IReadOnlyList<CommandUse>> Pipelines => pipelines;

    /// <summary>The functions that the script defines somewhere.</summary>
    public IReadOnlySet<string> Functions => functions;

    public PipelineAnalysis Analysis() => new()
    {
        HasPipeline = hasPipeline,
        HasChain = hasChain,
        HasRedirection = hasRedirection,
        HasStandardErrorRedirection = hasErrorRedirection,
        HasHereDocument = hasHereDocument,
        HasProcessSubstitution = hasProcessSubstitution,
        HasCommandSubstitution = hasCommandSubstitution,
        HasBackground = hasBackground,
        HasControlFlow = hasControlFlow,
        HasFunction = functions.Count > 0,
        RunsUnknownText = runsUnknownText || IsIncomplete,
        Pattern = PatternMatcher.Best(pipelines),
        Complexity = Complexity(),
        CommandCount = uses.Count,
        CommandNames = Names(),
    };

    public override void VisitScript(Script script)
    {
        hasChain |= script.Commands.Length > 1;
        base.VisitScript(script);
    }

    public override void VisitList(CommandList list)
    {
        hasChain |= list.Items.Length > 1;
        base.VisitList(list);
    }

    public override void VisitItem(CommandListItem item)
    {
        hasBackground |= item.IsBackground;
        base.VisitItem(item);
    }

    public override void VisitCommand(Command command)
    {
        hasControlFlow |= command.Kind is CommandKind.If or CommandKind.While or CommandKind.For or CommandKind.ArithmeticFor
            or CommandKind.Case or CommandKind.Select;
        hasBackground |= command.Kind == CommandKind.Coproc;

        // A command that is no part of a pipeline is a pipeline of one.
        if (command.Kind is not (CommandKind.Simple or CommandKind.Pipeline))
        {
            List<CommandUse>? outer = currentPipeline;
            currentPipeline = null;
            base.VisitCommand(command);
            currentPipeline = outer;
            return;
        }

        base.VisitCommand(command);
    }

    public override void VisitPipeline(Pipeline pipeline)
    {
        hasPipeline |= pipeline.Commands.Length > 1;
        hasErrorRedirection |= pipeline.PipeStandardError.Contains(true);
        List<CommandUse>? outer = currentPipeline;
        List<CommandUse> stages = [];
        int before = -1;
        int end = 0;
        foreach (Command command in pipeline.Commands)
        {
            int first = uses.Count;
            // A stage that is a compound command cuts the pattern in two.
            if (command.Kind != CommandKind.Simple && stages.Count > 0)
            {
                pipelines.Add(stages);
                stages = [];
            }

            currentPipeline = stages;
            VisitCommand(command);
            if (first == uses.Count)
            {
                before = -1;
                continue;
            }

            if (before >= 0)
            {
                splits.Add((OperatorBetween(end, command.Span.Start), before, first));
            }

            before = first;
            end = command.Span.End;
        }

        if (stages.Count > 0)
        {
            pipelines.Add(stages);
        }

        currentPipeline = outer;
    }

    public override void VisitAndOr(AndOrList list)
    {
        hasChain = true;
        base.VisitAndOr(list);
    }

    public override void VisitFunction(FunctionDefinition function)
    {
        functions.Add(function.Name);
        base.VisitFunction(function);
    }

    public override void VisitSimple(SimpleCommand command)
    {
        List<CommandUse>? pipeline = currentPipeline;
        if (!command.Words.IsEmpty)
        {
            var use = new CommandUse
            {
                Name = command.Words[0].LiteralText,
                NameWord = command.Words[0],
                Arguments = command.Words.RemoveAt(0),
                Span = command.Span,
                IsInPipeline = pipeline is not null,
            };
            Add(use);
            if (pipeline is not null)
            {
                pipeline.Add(use);
            }
            else
            {
                pipelines.Add([use]);
            }
        }

        // Commands inside its words are no stages of this pipeline.
        currentPipeline = null;
        base.VisitSimple(command);
        currentPipeline = pipeline;
    }

    public override void VisitRedirection(Redirection redirection)
    {
        Complain(UnsupportedConstructs.Of(redirection), redirection.Span);
        switch (redirection.Operator)
        {
            case RedirectionOperator.HereDocument or RedirectionOperator.HereString:
                hasHereDocument = true;
                break;
            case RedirectionOperator.OutputAndError or RedirectionOperator.AppendOutputAndError:
                hasRedirection = hasErrorRedirection = true;
                break;
            default:
                hasRedirection = true;
                hasErrorRedirection |= redirection.EffectiveDescriptor == 2;
                break;
        }

        base.VisitRedirection(redirection);
    }

    public override void VisitCommandSubstitution(CommandSubstitution substitution)
    {
        hasCommandSubstitution = true;
        base.VisitCommandSubstitution(substitution);
    }

    public override void VisitProcessSubstitution(ProcessSubstitution substitution)
    {
        hasProcessSubstitution = true;
        base.VisitProcessSubstitution(substitution);
    }

    // Between two stages stands the operator, and perhaps blanks, newlines and comments.
    private int OperatorBetween(int end, int start)
    {
        int at = end >= 0 && start <= text.Length && end < start ? text.AsSpan(end, start - end).IndexOf('|') : -1;
        return at < 0 ? end : end + at;
    }

    private void Complain((string Name, string Reason)? found, SourceSpan span)
    {
        if (found is { } construct)
        {
            var position = new SourcePosition(text, span);
            unsupported.Add(new UnsupportedConstruct(construct.Name, construct.Reason, position.Excerpt, position.Line));
        }
    }

    private void Add(CommandUse use)
    {
        Complain(UnsupportedConstructs.Of(use), use.Span);
        uses.Add(use);
        runsUnknownText |= use.Name is null or "eval" or "source" or ".";
        hasTrap |= use.Name is "trap" or "wait" or "fg" or "bg" or "disown" or "exec";
        if (use.Name is not { } name)
        {
            return;
        }

        foreach ((int start, int end) in CommandCarriers.Find(name, use.Arguments))
        {
            Word inner = use.Arguments[start];
            List<Word> arguments = [];
            for (int i = start + 1; i < end; i++)
            {
                arguments.Add(use.Arguments[i]);
            }

            SourceSpan last = use.Arguments[end - 1].Span;
            Add(new CommandUse
            {
                Name = inner.LiteralText,
                NameWord = inner,
                Arguments = arguments,
                Span = SourceSpan.FromBounds(inner.Span.Start, last.End, inner.Span.Line),
                Through = name,
                IsInPipeline = use.IsInPipeline,
            });
        }
    }

    private List<string> Names()
    {
        List<string> names = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (CommandUse use in uses)
        {
            string name = use.Name ?? use.NameWord.Text;
            if (seen.Add(name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    private ComplexityLevel Complexity()
    {
        const int manyCommands = 8;
        if (hasBackground || hasTrap || runsUnknownText || IsIncomplete)
        {
            return ComplexityLevel.Advanced;
        }

        if (hasControlFlow || functions.Count > 0 || hasProcessSubstitution || hasCommandSubstitution || uses.Count >= manyCommands)
        {
            return ComplexityLevel.Complex;
        }

        return hasPipeline || hasChain || hasRedirection || hasHereDocument || uses.Count > 1 ? ComplexityLevel.Moderate : ComplexityLevel.Simple;
    }
}
