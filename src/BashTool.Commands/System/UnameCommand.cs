namespace BashTool.Commands.System;

/// <summary>Prints what system this is.</summary>
public sealed class UnameCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("uname")
    {
        Summary = "Print certain system information. With no OPTION, same as -s.",
        Usage = ["[OPTION]..."],
    };

    private static readonly Option All = Declaration.Flag("a", "all", "print all information, in the following order,\nexcept omit -p and -i if unknown:");
    private static readonly Option KernelName = Declaration.Flag("s", "kernel-name sysname", "print the kernel name");
    private static readonly Option NodeName = Declaration.Flag("n", "nodename", "print the network node hostname");
    private static readonly Option KernelRelease = Declaration.Flag("r", "kernel-release release", "print the kernel release");
    private static readonly Option KernelVersion = Declaration.Flag("v", "kernel-version", "print the kernel version");
    private static readonly Option Machine = Declaration.Flag("m", "machine", "print the machine hardware name");
    private static readonly Option Processor = Declaration.Flag("p", "processor", "print the processor type (non-portable)");
    private static readonly Option Platform = Declaration.Flag("i", "hardware-platform", "print the hardware platform (non-portable)");
    private static readonly Option OperatingSystemName = Declaration.Flag("o", "operating-system", "print the operating system");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count > 0)
        {
            throw new UsageException($"extra operand {LocaleQuoting.Quote(arguments.Operands[0])}");
        }

        ISystemInformation system = context.System;
        bool all = arguments.Has(All), none = arguments.Uses.Count == 0;
        var words = new List<string>();
        Add(KernelName, system.KernelName, none);
        Add(NodeName, system.HostName);
        Add(KernelRelease, system.KernelRelease);
        Add(KernelVersion, system.KernelVersion);
        Add(Machine, system.Machine);
        if (arguments.Has(Processor))
        {
            words.Add("unknown");
        }

        if (arguments.Has(Platform))
        {
            words.Add("unknown");
        }

        Add(OperatingSystemName, system.KernelName switch { "Linux" => "GNU/Linux", "Darwin" => "Darwin", _ => "Msys" });
        context.Output.WriteLine(string.Join(' ', words));
        return 0;

        void Add(Option option, string word, bool always = false)
        {
            if (all || always || arguments.Has(option))
            {
                words.Add(word);
            }
        }
    }
}
