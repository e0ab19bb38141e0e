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
using BashTool.Core.Limits;
using BashTool.Core.Planning;
using BashTool.Core.Sandbox;
using BashTool.Core.Sandbox.Hooks;
using BashTool.Core.Streams;

namespace BashTool.Host;

/// <summary>The <c>bashtool</c> executable: bash's own command line, and a few options more.</summary>
internal static class Program
{
    private const int StackSize = 256 * 1024 * 1024;

    private static int Main(string[] arguments)
    {
        // The main thread's stack is the system's choice; scripts may nest deeper.
        int status = 0;
        var thread = new Thread(() => status = Run(RawArguments.Restore(arguments)), StackSize) { Name = "bash" };
        if (OperatingSystem.IsWindows() && !(Console.IsOutputRedirected && Console.IsErrorRedirected))
        {
            return OnConsole(thread, ref status);
        }

        thread.Start();
        thread.Join();
        return status;
    }

    // What we print is UTF-8; a console of Windows has to be told, and to be left as it was.
    private static int OnConsole(Thread thread, ref int status)
    {
        System.Text.Encoding before = Console.OutputEncoding;
        try
        {
            Console.OutputEncoding = new System.Text.UTF8Encoding(false);
            thread.Start();
            thread.Join();
        }
        finally
        {
            Console.OutputEncoding = before;
        }

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
        SandboxPolicy policy;
        try
        {
            policy = PolicyOf(own, here);
        }
        catch (SandboxPolicyException e)
        {
            Console.Error.WriteLine($"bashtool: {e.Message}");
            return 2;
        }

        ExecutionStatistics? statistics = LoadStatistics(own);
        var execution = new ExecutionSettings
        {
            Strategy = own.Strategy,
            Fuse = own.Fuse,
            IgnoreCarriageReturns = own.IgnoreCarriageReturns,
            Statistics = statistics,
            UsePowerShellCommands = own.UsePowerShellCommands,
        };

        SandboxProfile profile = policy.Profile;
        if (own.Plan)
        {
            var capabilities = new HostCapabilities(StandardCommands.NewCatalog(), BuiltinCatalog.Contains, policy, HostEnvironment.HostPath, here, execution);
            var planner = new PipelinePlanner(
                capabilities, own.Strategy, statistics is null ? null : (chain, name) => statistics.Reorder(chain, name, SizeClass.Unknown));
            return PlanPrinter.Print(line, planner, Console.Out, Console.Error, text =>
            {
                using SandboxSession sandbox = SandboxSession.Open(policy);
                return new SandboxValidator(sandbox, capabilities).Validate(text);
            });
        }

        AuditLog? audit = null;
        BashShell shell;
        try
        {
            audit = own.Audit is null ? null : new AuditLog(new FileStream(own.Audit, FileMode.Append, FileAccess.Write, FileShare.Read, 1));
            shell = new BashShell(new BashShellOptions
            {
                Commands = StandardCommands.NewCatalog(),
                System = profile == SandboxProfile.Workspace ? new ContainedSystemInformation() : new HostSystemInformation(),
                Policy = policy,
                Environment = HostEnvironment.Select(policy),
                Hooks = audit is null ? [] : [audit],
                WorkingDirectory = profile == SandboxProfile.Workspace ? default : here,
                Execution = execution,
                Umask = HostEnvironment.Umask,
            });
        }
        catch (Exception e) when (e is FileSystemException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"bashtool: {e.Message}");
            return 2;
        }

        using (shell)
        {
            shell.State.Options.CopyFrom(options);
            using var signals = new SignalForwarding(shell);
            (OpenFile input, OpenFile output, OpenFile error) = StandardStreams();
            int status = shell.RunProgram(line, "bash", input, output, error);
            if (own.StatisticsFile is { } file)
            {
                statistics!.Save(file);
            }

            audit?.Dispose();
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

    // What the command line says goes before the policy file.
    private static SandboxPolicy PolicyOf(HostOptions own, HostPath here)
    {
        SandboxPolicy policy = own.Policy is { } file ? SandboxPolicyFile.Load(file) : new SandboxPolicy();
        SandboxProfile profile = own.Sandbox ?? (own.Workspace is not null ? SandboxProfile.Workspace : policy.Profile);
        ExecutionLimits limits = own.LimitProfile ?? policy.Limits;
        foreach (LimitSetting setting in own.Limits)
        {
            limits = limits.With(setting.Name, setting.Value);
        }

        HostPath root = own.Workspace is not null ? HostPath.OfThisMachine(Path.GetFullPath(own.Workspace)) : policy.WorkspaceRoot.IsEmpty ? here : policy.WorkspaceRoot;
        return policy with
        {
            Profile = profile,
            CurrentLocation = policy.CurrentLocation.IsEmpty ? here : policy.CurrentLocation,
            WritableTrees = own.WritableTrees.Count == 0 ? policy.WritableTrees : [.. policy.WritableTrees, .. own.WritableTrees.ConvertAll(HostPath.OfThisMachine)],
            Mounts = [.. policy.Mounts, .. own.Mounts],
            NativePrograms = own.AllowedPrograms.Count == 0
                ? policy.NativePrograms
                : policy.NativePrograms with { Allowed = new HashSet<string>([.. policy.NativePrograms.Allowed, .. own.AllowedPrograms]) },
            WorkspaceRoot = profile == SandboxProfile.Workspace ? root : default,
            Limits = own.Timeout is { } time ? limits with { WallTime = new WallTimeLimit(time) } : limits,
        };
    }

    private static (OpenFile Input, OpenFile Output, OpenFile Error) StandardStreams() => OperatingSystem.IsWindows()
        ? (OnWindows(0), OnWindows(1), OnWindows(2))
        : (new HostDescriptor(0), new HostDescriptor(1), new HostDescriptor(2));

    private static HostStream OnWindows(int number) => WindowsStandardStream.Open(number) is { } redirected
        ? new HostStream(redirected, redirected.CanRead, isReadable: number == 0 ? () => redirected.IsReadable : null)
        : number switch
        {
            0 => new HostStream(Console.OpenStandardInput(), canRead: true, !Console.IsInputRedirected),
            1 => new HostStream(Console.OpenStandardOutput(), canRead: false, !Console.IsOutputRedirected),
            _ => new HostStream(Console.OpenStandardError(), canRead: false, !Console.IsErrorRedirected),
        };

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
              --policy=FILE          what the script may do, as JSON; options go before it
              --audit=FILE           record what the script does, one JSON object a line
              --limits=PROFILE       standard (default), hardened or unlimited
              --limit=NAME=VALUE     one limit, as loopIterations=1000 or fileSize=64M
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
