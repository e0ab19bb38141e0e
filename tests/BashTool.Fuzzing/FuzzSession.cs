using System.Collections.Concurrent;
using BashTool.Core.CommandModel;

namespace BashTool.Fuzzing;

/// <summary>What to run.</summary>
public sealed record FuzzOptions
{
    public int Seed { get; init; } = 1;

    public int Rounds { get; init; } = 1000;

    /// <summary>The number of each command's first round.</summary>
    public int First { get; init; }

    public int Jobs { get; init; } = 1;

    public IReadOnlyList<string> Commands { get; init; } = [];

    /// <summary>After so many differences a command is left out.</summary>
    public int MostFinds { get; init; } = 1;

    public int ShrinkBudget { get; init; } = 400;

    /// <summary>Print each command line before it runs.</summary>
    public bool Verbose { get; init; }
}

/// <summary>Runs rounds of many commands and gathers the differences.</summary>
public sealed class FuzzSession(FuzzOptions options, Action<Find> report)
{
    // Which of several errors is reported; see docs/limitations.md.
    private const string AnotherError = "L-TXT-301";

    private readonly ConcurrentDictionary<string, int> finds = new();
    private readonly ConcurrentDictionary<string, int> known = new();

    /// <summary>How many rounds of each command ran.</summary>
    public ConcurrentDictionary<string, int> Done { get; } = new();

    public IReadOnlyDictionary<string, int> Finds => finds;

    public IReadOnlyDictionary<string, int> Known => known;

    /// <summary>The commands that have a grammar and a real program here.</summary>
    public static List<string> Available => [.. Grammar.Names
        .Where(n => OurRunner.Find(n) is not null && RealRunner.Find(Grammar.Load(n).Program ?? n) is not null).Order(StringComparer.Ordinal)];

    public void Run()
    {
        List<string> names = options.Commands.Count > 0 ? [.. options.Commands] : Available;
        var makers = new List<RoundMaker>();
        foreach (string name in names)
        {
            BashCommand command = OurRunner.Find(name) ?? throw new InvalidOperationException($"{name}: there is no such command");
            makers.Add(new RoundMaker(name, command));
        }

        if (makers.Count == 0)
        {
            return;
        }

        string directory = Directory.CreateTempSubdirectory("bashtool-fuzz-").FullName;
        int next = -1;
        List<Thread> threads = [];
        for (int job = 0; job < options.Jobs; job++)
        {
            string place = Path.Combine(directory, job.ToString());
            var thread = new Thread(() =>
            {
                using var comparison = new Comparison(place);
                int round;
                while ((round = Interlocked.Increment(ref next)) < options.Rounds)
                {
                    RunRound(comparison, makers[round % makers.Count], options.First + (round / makers.Count));
                }
            });
            threads.Add(thread);
            thread.Start();
        }

        threads.ForEach(t => t.Join());
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (IOException)
        {
        }
    }

    private void RunRound(Comparison comparison, RoundMaker maker, int number)
    {
        if (finds.GetValueOrDefault(maker.Name) >= options.MostFinds)
        {
            return;
        }

        string program = RealRunner.Find(maker.Grammar.Program ?? maker.Name)!;
        Round round = maker.Make(options.Seed, number);
        if (round.Arguments.Any(a => a.Contains('\0')))
        {
            return;
        }

        if (options.Verbose)
        {
            Console.Error.WriteLine($"{number}: {round.CommandLine}");
        }

        Done.AddOrUpdate(maker.Name, 1, (_, n) => n + 1);
        (DifferenceKind kind, Outcome ours, Outcome real) = comparison.Run(round, maker.Grammar, program);
        if (kind == DifferenceKind.None)
        {
            return;
        }

        bool crash = ours.Trouble is not null;
        var shrinker = new Shrinker(
            candidate => comparison.Run(candidate, maker.Grammar, program).Kind == kind && !IsKnown(maker, candidate, out _),
            crash ? 12 : options.ShrinkBudget);
        if (IsKnown(maker, round, out string? id))
        {
            known.AddOrUpdate(id!, 1, (_, n) => n + 1);
            return;
        }

        if (comparison.IsAnotherError(round, maker.Grammar, program, ours, real))
        {
            known.AddOrUpdate(AnotherError, 1, (_, n) => n + 1);
            return;
        }

        Round small = shrinker.Shrink(round);
        (kind, ours, real) = comparison.Run(small, maker.Grammar, program);
        if (comparison.IsAnotherError(small, maker.Grammar, program, ours, real))
        {
            known.AddOrUpdate(AnotherError, 1, (_, n) => n + 1);
            return;
        }

        finds.AddOrUpdate(maker.Name, 1, (_, n) => n + 1);
        report(new Find(small, kind, ours, real, options.Seed, number));
    }

    private static bool IsKnown(RoundMaker maker, Round round, out string? id)
    {
        string line = round.CommandLine;
        id = maker.Grammar.Known.Find(k => k.Line.IsMatch(line)).Id;
        return id is not null;
    }
}
