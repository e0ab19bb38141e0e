using System.Text;
using System.Text.RegularExpressions;

namespace BashTool.Fuzzing;

/// <summary>Runs a round on both sides and compares.</summary>
public sealed class Comparison : IDisposable
{
    private readonly Scratch ours;
    private readonly Scratch real;
    private readonly OurRunner ourRunner;
    private readonly RealRunner realRunner;

    public Comparison(string directory)
    {
        // Both directories have names of one length: they show in messages.
        ours = new Scratch(Path.Combine(directory, "ours"));
        real = new Scratch(Path.Combine(directory, "real"));
        ourRunner = new OurRunner(ours);
        realRunner = new RealRunner(real);
    }

    /// <summary>What differs first; both outcomes.</summary>
    public (DifferenceKind Kind, Outcome Ours, Outcome Real) Run(Round round, Grammar grammar, string program)
    {
        Outcome there = realRunner.Run(round, program);
        if (there.Trouble is not null)
        {
            return (DifferenceKind.None, there, there);
        }

        Outcome here = ourRunner.Run(round, grammar.Prefix);
        return (Compare(here, there, grammar), here, there);
    }

    /// <summary>
    /// Whether a difference is only about which of several wrong words is complained of: with one of them left out, one side
    /// does what the other does with it.
    /// </summary>
    public bool IsAnotherError(Round round, Grammar grammar, string program, Outcome here, Outcome there)
    {
        if (there.Status == 0 || round.Groups.Count < 2)
        {
            return false;
        }

        for (int i = 0; i < round.Groups.Count; i++)
        {
            Round less = round with { Groups = [.. round.Groups.Where((_, at) => at != i)] };
            if (Compare(here, realRunner.Run(less, program), grammar) == DifferenceKind.None
                || Compare(ourRunner.Run(less, grammar.Prefix), there, grammar) == DifferenceKind.None)
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        ourRunner.Dispose();
        ours.Dispose();
        real.Dispose();
    }

    private static DifferenceKind Compare(Outcome ours, Outcome real, Grammar grammar)
    {
        if (ours.Trouble is not null || ours.Error.AsSpan().IndexOf("internal error"u8) >= 0 || ours.Error.AsSpan().IndexOf("Exception"u8) >= 0)
        {
            return DifferenceKind.Crash;
        }

        if (ours.Status != real.Status)
        {
            return DifferenceKind.Status;
        }

        if (!ours.Output.AsSpan().SequenceEqual(real.Output))
        {
            return DifferenceKind.Output;
        }

        if (ours.Tree.Count != real.Tree.Count || !ours.Tree.Zip(real.Tree).All(p => p.First.Key == p.Second.Key && p.First.Value.AsSpan().SequenceEqual(p.Second.Value)))
        {
            return DifferenceKind.Files;
        }

        if (grammar.Error != "any" && (ours.Error.Length == 0) != (real.Error.Length == 0))
        {
            return DifferenceKind.ErrorPresence;
        }

        return grammar.Error == "text" && !ours.Error.AsSpan().SequenceEqual(OfBash(real.Error)) ? DifferenceKind.ErrorText : DifferenceKind.None;
    }

    // Where sh is another shell (L-TXT-401) what it says of a missing command is put in bash's words.
    private static byte[] OfBash(byte[] error) =>
        !error.AsSpan().StartsWith("sh: "u8) ? error
            : Encoding.Latin1.GetBytes(Regex.Replace(Regex.Replace(Encoding.Latin1.GetString(error), @"(?m)^sh: (\d+): (.*): not found$", "sh: line $1: $2: command not found")
                , @"(?m)^(sh: line \d+: .*/.*): command not found$", "$1: No such file or directory")
                .Replace("sh: 1: /: Permission denied", "sh: line 1: /: Is a directory", StringComparison.Ordinal));
}
