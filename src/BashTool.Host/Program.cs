using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using BashTool.Commands;
using BashTool.Core;
using BashTool.Core.Interpreter;
using BashTool.Core.CommandModel;
using BashTool.Core.Execution;
using BashTool.Core.Expansion;
using BashTool.Core.Files;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;
using BashTool.Core.Streams;

namespace BashTool.Host;

/// <summary>The <c>bashtool</c> executable: bash's own command line, and a few options more.</summary>
internal static class Program
{
    private const int LimitReached = 125;
    private const int StackSize = 256 * 1024 * 1024;

    private static int Main(string[] arguments)
    {
        // The main thread's stack is the system's choice; scripts may nest deeper.
        int status = 0;
        var thread = new Thread(() => status = Run(arguments), StackSize) { Name = "bash" };
        thread.Start();
        thread.Join();
        return status;
    }

    private static int Run(string[] arguments)
    {
        var own = new HostOptions();
        var options = new ShellOptions();
        ShellCommandLine line;
        try
        {
            line = ShellCommandLine.Parse(arguments, options, own.Take);
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine($"bashtool: {e.Message}");
            Console.Error.WriteLine("Try 'bashtool --help' for more information.");
            return 2;
        }

        if (line.AsksForHelp)
        {
            Console.Out.Write(HelpMessage);
            return 0;
        }

        if (line.AsksForVersion)
        {
            string version = typeof(Program).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
            Console.Out.WriteLine($"bashtool {version.Split('+')[0]}, in the manner of GNU bash, version {BashVersion}");
            return 0;
        }

        return RunShell(line, own, options);
    }

    private const string BashVersion = "5.2.15(1)-release";

    private static int RunShell(ShellCommandLine line, HostOptions own, ShellOptions options)
    {
        HostPath here = HostPath.OfThisMachine(Environment.CurrentDirectory);
        SandboxProfile profile = own.Sandbox ?? (own.Workspace is null ? SandboxProfile.Session : SandboxProfile.Workspace);
        var policy = new SandboxPolicy
        {
            Profile = profile,
            CurrentLocation = here,
            WritableTrees = own.WritableTrees.Count == 0 ? [] : own.WritableTrees.ConvertAll(HostPath.OfThisMachine),
            Mounts = own.Mounts,
            NativePrograms = new NativeProgramPolicy { Allowed = own.AllowedPrograms },
            WorkspaceRoot = profile == SandboxProfile.Workspace ? HostPath.OfThisMachine(Path.GetFullPath(own.Workspace ?? ".")) : default,
        };
        ExecutionStatistics? statistics = LoadStatistics(own);
        var execution = new ExecutionSettings
        {
            Strategy = own.Strategy,
            Fuse = own.Fuse,
            IgnoreCarriageReturns = own.IgnoreCarriageReturns,
            Statistics = statistics,
            UsePowerShellCommands = own.UsePowerShellCommands,
        };
        if (own.Plan)
        {
            var capabilities = new HostCapabilities(StandardCommands.NewCatalog(), BuiltinCatalog.Contains, policy, HostEnvironment.HostPath, here, execution);
            var planner = new PipelinePlanner(
                capabilities, own.Strategy, statistics is null ? null : (chain, name) => statistics.Reorder(chain, name, SizeClass.Unknown));
            return PlanPrinter.Print(line, planner, Console.Out, Console.Error);
        }

        using var timeout = own.Timeout is { } time ? new CancellationTokenSource(time) : new CancellationTokenSource();
        BashShell shell;
        try
        {
            shell = new BashShell(new BashShellOptions
            {
                Commands = StandardCommands.NewCatalog(),
                System = profile == SandboxProfile.Workspace ? new ContainedSystemInformation() : new HostSystemInformation(),
                Policy = policy,
                Environment = HostEnvironment.Select(profile),
                WorkingDirectory = profile == SandboxProfile.Workspace ? default : here,
                Execution = execution,
            });
        }
        catch (Exception e) when (e is FileSystemException or ArgumentException)
        {
            Console.Error.WriteLine($"bashtool: {e.Message}");
            return 2;
        }

        using (shell)
        {
            shell.State.Options.CopyFrom(options);
            using var signals = new SignalForwarding(shell);
            (OpenFile input, OpenFile output, OpenFile error) = StandardStreams();
            int status = shell.RunProgram(line, "bash", input, output, error, timeout.Token);
            if (own.StatisticsFile is { } file)
            {
                statistics!.Save(file);
            }

            if (timeout.IsCancellationRequested)
            {
                Console.Error.WriteLine($"bash: limit wall-time ({own.Timeout!.Value.TotalSeconds} s) reached");
                return LimitReached;
            }

            return status;
        }
    }

    private static ExecutionStatistics? LoadStatistics(HostOptions own)
    {
        if (own.StatisticsFile is null)
        {
            return own.Strategy == StrategyPolicy.Adaptive ? new ExecutionStatistics() : null;
        }

        var statistics = new ExecutionStatistics();
        statistics.Load(own.StatisticsFile);
        return statistics;
    }

    private static (OpenFile Input, OpenFile Output, OpenFile Error) StandardStreams() => OperatingSystem.IsWindows()
        ? (new HostStream(Console.OpenStandardInput(), canRead: true, !Console.IsInputRedirected),
            new HostStream(Console.OpenStandardOutput(), canRead: false, !Console.IsOutputRedirected),
            new HostStream(Console.OpenStandardError(), canRead: false, !Console.IsErrorRedirected))
        : (new HostDescriptor(0), new HostDescriptor(1), new HostDescriptor(2));

    private const string HelpMessage = """
        Usage: bashtool [OPTION]... -c SCRIPT [NAME [ARGUMENT]...]
          or:  bashtool [OPTION]... [FILE [ARGUMENT]...]
        Runs bash scripts in process. Without SCRIPT and FILE, or with -s, the script is read from standard input.

          -c                         the first operand is the script
          -s                         read the script from standard input
          -n -e -u -x ... -o OPTION  as bash's set has them
          -O SHOPT                   switch a shopt option on (+O: off)
          -l, -i, --login, --norc, --noprofile, --posix
                                     accepted as bash has them
              --sandbox=PROFILE      session (default), workspace, readonly or none
              --workspace=DIR        confine the script to this directory
              --writable=DIR         session: let the script write below this directory too
              --mount=/PATH=DIR[:ro] show a directory of the host at a path
              --allow-native=NAME    let the script start this program of the host
              --strategy=POLICY      Auto (default), Classic, InProcess, PreferNative, PreferBash or Adaptive
              --statistics=FILE      keep in FILE how long commands take, for --strategy=Adaptive
              --powershell-commands  a name of the form Verb-Noun that nothing else has is a command of PowerShell
              --no-fuse              run every stage of a pipeline by itself
              --ignore-cr            a carriage return before a newline in scripts is part of it (always so on Windows)
              --timeout=SECONDS      end the script after that time, with status 125
              --plan                 print what would be run and how; run nothing
              --version              print the version
              --help                 print this help

        Exit status: the script's; 2 for a syntax error, 126 and 127 for commands that cannot be run or found, 128+N after signal N.

        """;
}
