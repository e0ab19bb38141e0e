namespace BashTool.Commands.System;

/// <summary>Prints the host's name.</summary>
public sealed class HostnameCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("hostname")
    {
        Summary = "Show the system's host name.",
        Usage = ["[-a|-A|-d|-f|-i|-I|-s|-y]"],
        UsageStatus = 255,
        Limitations = ["The host name cannot be set, and no name server is asked."],
    };

    private static readonly Option Alias = Declaration.Flag("a", "alias", "alias names");
    private static readonly Option AllNames = Declaration.Flag("A", "all-fqdns", "all long host names (FQDNs)");
    private static readonly Option Boot = Declaration.Unsupported("b", "boot", OptionValue.None, "set default hostname if none available", "the host name belongs to the host");
    private static readonly Option Domain = Declaration.Flag("d", "domain", "DNS domain name");
    private static readonly Option Long = Declaration.Flag("f", "fqdn long", "long host name (FQDN)");
    private static readonly Option FromFile = Declaration.Unsupported("F", "file", OptionValue.Required, "read host name from given file", "the host name belongs to the host");
    private static readonly Option Address = Declaration.Flag("i", "ip-address", "addresses for the host name");
    private static readonly Option AllAddresses = Declaration.Flag("I", "all-ip-addresses", "all addresses for the host");
    private static readonly Option Short = Declaration.Flag("s", "short", "short host name");
    private static readonly Option Nis = Declaration.Unsupported("y", "yp nis", OptionValue.None, "NIS/YP domain name", "there is no NIS");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count > 0)
        {
            throw new CommandException("you don't have permission to set the host name");
        }

        string name = context.System.HostName;
        int dot = name.IndexOf('.');
        Option? what = arguments.LastOf(Alias, AllNames, Domain, Long, Address, AllAddresses, Short);
        string? line = what is null || what == Long || what == AllNames ? name
            : what == Short ? (dot < 0 ? name : name[..dot])
            : what == Domain ? (dot < 0 ? null : name[(dot + 1)..])
            : what == Alias ? ""
            : "127.0.0.1";
        if (line is not null)
        {
            context.Output.WriteLine(line);
        }

        return 0;
    }
}
