using System.Security.Cryptography;

namespace BashTool.Commands.Files;

/// <summary>Makes a temporary file or directory and prints its name.</summary>
public sealed class MktempCommand : BashCommand
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private const string DefaultTemplate = "tmp.XXXXXXXXXX";

    private static readonly CommandSpec Declaration = new("mktemp")
    {
        Summary = "Create a temporary file or directory, safely, and print its name.",
        Usage = ["[OPTION]... [TEMPLATE]"],
        Writes = true,
        Notes = "TEMPLATE must contain at least 3 consecutive 'X's in last component.\nIf TEMPLATE is not specified, use tmp.XXXXXXXXXX, and --tmpdir is implied.",
    };

    private static readonly Option Directory = Declaration.Flag("d", "directory", "create a directory, not a file");
    private static readonly Option DryRun = Declaration.Flag("u", "dry-run", "do not create anything; merely print a name (unsafe)");
    private static readonly Option Quiet = Declaration.Flag("q", "quiet", "suppress diagnostics about file/dir-creation failure");
    private static readonly Option Suffix = Declaration.Required("", "suffix", "SUFF", "append SUFF to TEMPLATE; SUFF must not contain a slash");
    private static readonly Option TemporaryDirectory = Declaration.Optional("", "tmpdir", "DIR", "interpret TEMPLATE relative to DIR; if DIR is not\nspecified, use $TMPDIR if set, else /tmp");
    private static readonly Option Parent = Declaration.Required("p", "", "DIR", "like --tmpdir=DIR");
    private static readonly Option Old = Declaration.Flag("t", "", "interpret TEMPLATE as a single file name component,\nrelative to a directory: $TMPDIR, if set; else the\ndirectory specified via -p; else /tmp [deprecated]");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        if (arguments.Operands.Count > 1)
        {
            throw new UsageException("too many templates");
        }

        bool inDirectory = arguments.Has(TemporaryDirectory) || arguments.Has(Parent) || arguments.Has(Old);
        string? directory = arguments.LastOf(TemporaryDirectory, Parent) is { } where ? arguments.Value(where) : null;
        string template = DefaultTemplate;
        if (arguments.Operands.Count == 1)
        {
            template = arguments.Operands[0];
        }
        else
        {
            inDirectory = true;
        }

        string? suffix = arguments.Value(Suffix);
        string whole = template;
        if (suffix is not null)
        {
            if (!template.EndsWith('X'))
            {
                throw new CommandException($"with --suffix, template {LocaleQuoting.Quote(template)} must end in X");
            }
        }
        else
        {
            int last = template.LastIndexOf('X');
            suffix = last < 0 ? "" : template[(last + 1)..];
            template = last < 0 ? template : template[..(last + 1)];
        }

        if (suffix.Contains('/'))
        {
            throw new CommandException($"invalid suffix {LocaleQuoting.Quote(suffix)}, contains directory separator");
        }

        int count = template.Length - template.AsSpan().TrimEnd('X').Length;
        if (count < 3)
        {
            throw new CommandException($"too few X's in template {LocaleQuoting.Quote(whole)}");
        }

        if (inDirectory)
        {
            string? environment = context.Environment.Get("TMPDIR");
            if (arguments.Has(Old))
            {
                directory = string.IsNullOrEmpty(environment) ? (string.IsNullOrEmpty(directory) ? "/tmp" : directory) : environment;
                if (template.Contains('/'))
                {
                    throw new CommandException($"invalid template, {LocaleQuoting.Quote(template)}, contains directory separator");
                }
            }
            else
            {
                directory = !string.IsNullOrEmpty(directory) ? directory : string.IsNullOrEmpty(environment) ? "/tmp" : environment;
                if (template.StartsWith('/'))
                {
                    throw new CommandException($"invalid template, {LocaleQuoting.Quote(template)}; with --tmpdir, it may not be absolute");
                }
            }

            template = FileCopier.Join(directory, template);
        }

        return Create(context, arguments, template, count, suffix);
    }

    private static int Create(CommandContext context, ParsedArguments arguments, string template, int count, string suffix)
    {
        string start = template[..^count];
        for (int attempt = 0; ; attempt++)
        {
            string name = start + RandomNumberGenerator.GetString(Letters, count) + suffix;
            VirtualPath path = context.Resolve(name);
            try
            {
                if (arguments.Has(DryRun))
                {
                    if (context.Files.TryStat(path, false, out _) == FileError.None && attempt < 1000)
                    {
                        continue;
                    }
                }
                else if (arguments.Has(Directory))
                {
                    context.Files.CreateDirectory(path, 0x1C0 & ~context.Umask);
                }
                else
                {
                    context.Files.Open(path, OpenMode.ReadWrite | OpenMode.CreateNew, 0x180 & ~context.Umask).Dispose();
                }

                context.Output.WriteLine(name);
                return 0;
            }
            catch (FileSystemException problem) when (problem.Error != FileError.EEXIST || attempt >= 1000)
            {
                if (!arguments.Has(Quiet))
                {
                    string kind = arguments.Has(Directory) ? "directory" : "file";
                    context.Complain($"failed to create {kind} via template {LocaleQuoting.Quote(template + suffix)}: {problem.Description}");
                }

                return 1;
            }
            catch (FileSystemException)
            {
                // The name is taken: another one.
            }
        }
    }
}
