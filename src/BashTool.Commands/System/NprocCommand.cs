namespace BashTool.Commands.System;

/// <summary>Prints how many processors there are.</summary>
public sealed class NprocCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("nproc")
    {
        Summary = "Print the number of processing units available to the current process.",
        Usage = ["[OPTION]..."],
    };

    private static readonly Option All = Declaration.Flag("", "all", "print the number of installed processors");
    private static readonly Option Ignore = Declaration.Required("", "ignore", "N", "if possible, exclude N processing units");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        ulong ignored = 0;
        foreach (string text in arguments.Values(Ignore))
        {
            if (text.Length == 0 || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            {
                throw new CommandException($"invalid number: {LocaleQuoting.Quote(text)}");
            }

            ignored = ulong.TryParse(text, out ulong value) ? value : ulong.MaxValue;
        }

        NoOperands.Check(arguments);
        ulong count = (ulong)context.System.ProcessorCount;
        if (!arguments.Has(All))
        {
            if (ulong.TryParse(context.Environment.Get("OMP_NUM_THREADS")?.Split(',')[0].Trim(), out ulong wanted) && wanted > 0)
            {
                count = wanted;
            }

            if (ulong.TryParse(context.Environment.Get("OMP_THREAD_LIMIT")?.Trim(), out ulong limit) && limit > 0)
            {
                count = Math.Min(count, limit);
            }
        }

        context.Output.Write(ignored < count ? (long)(count - ignored) : 1);
        context.Output.WriteByte((byte)'\n');
        return 0;
    }
}
