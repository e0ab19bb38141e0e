using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Streams;

namespace BashTool.Commands.System;

/// <summary>GNU's <c>/usr/bin/test</c> and <c>/usr/bin/[</c>; the builtins of that name know of the shell too.</summary>
[CommandNames("test", "[")]
public sealed class TestCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("test")
    {
        Summary = "Exit with the status determined by EXPRESSION.",
        Usage = ["EXPRESSION"],
        Notes = """
            Strings: -n STRING, -z STRING, STRING1 = STRING2, STRING1 != STRING2
            Integers: -eq -ne -lt -le -gt -ge, each of which takes -l STRING for the length of STRING
            Files: -b -c -d -e -f -g -G -h -k -L -N -O -p -r -s -S -t -u -w -x FILE, FILE1 -ef FILE2, FILE1 -nt FILE2, FILE1 -ot FILE2
            ( EXPRESSION ), ! EXPRESSION, EXPRESSION1 -a EXPRESSION2, EXPRESSION1 -o EXPRESSION2
            """,
        ParsesOwnArguments = true,
        UsageStatus = 2,
        Examples = [new("env test 2 -gt 1 && echo yes", "yes")],
    };

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        IReadOnlyList<string> arguments = context.Arguments;
        int end = arguments.Count;
        if (context.Name.EndsWith('['))
        {
            if (end == 1 && arguments[0] is "--help" or "--version")
            {
                Declaration.Parse(context);
            }

            if (end == 0 || arguments[end - 1] != "]")
            {
                throw new CommandException("missing ‘]’", 2);
            }

            end--;
        }

        try
        {
            return new TestExpression(new Host(context), gnu: true).Evaluate(arguments, 0, end) ? 0 : 1;
        }
        catch (TestExpressionException e)
        {
            throw new CommandException(e.Message, 2);
        }
    }

    private sealed class Host(CommandContext context) : ITestHost
    {
        public IFileSystem Files => context.Files;

        public uint UserId => context.System.UserId;

        public uint GroupId => context.System.GroupId;

        public VirtualPath Resolve(string path) => context.Resolve(path);

        public bool IsTerminal(int descriptor) => Descriptor(descriptor) is { IsTerminal: true };

        public bool TryDescriptor(string path, out FileMetadata? metadata)
        {
            metadata = null;
            int number = path switch
            {
                "/dev/stdin" => 0,
                "/dev/stdout" => 1,
                "/dev/stderr" => 2,
                _ => path.StartsWith("/dev/fd/", StringComparison.Ordinal) && int.TryParse(path.AsSpan(8), out int n) ? n : -1,
            };
            if (number >= 0)
            {
                metadata = Descriptor(number)?.Describe();
            }

            return number >= 0;
        }

        private OpenFile? Descriptor(int number) => number switch
        {
            0 => context.StandardInput,
            1 => context.StandardOutput,
            2 => context.StandardError,
            _ => context.Host.Descriptor(number),
        };
    }
}
