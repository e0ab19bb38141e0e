using System.Globalization;

namespace BashTool.Fuzzing;

/// <summary>The command line of the fuzzer.</summary>
public static class Program
{
    private const string Usage = """
        Usage: BashTool.Fuzzing [--seed N] [--rounds N] [--first N] [--command NAME[,NAME]...] [--jobs N] [--finds N] [--verbose]
        Runs our commands and the real ones with options and inputs made by chance, and reports where they differ.
          --seed N      where chance starts (1)
          --rounds N    how many rounds, over all commands (1000)
          --first N     the number of each command's first round (0)
          --command N   only these commands; all that have a grammar and are installed otherwise
          --jobs N      so many at a time (1)
          --finds N     leave a command out after so many differences (1)
          --verbose     print every command line
        Status 0: no difference; 1: some; 2: trouble.
        """;

    public static int Main(string[] arguments)
    {
        var options = new FuzzOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            if (name == "--verbose")
            {
                options = options with { Verbose = true };
                continue;
            }

            if (name == "--help" || i + 1 >= arguments.Length)
            {
                Console.Out.WriteLine(Usage);
                return name == "--help" ? 0 : 2;
            }

            string value = arguments[++i];
            int number = int.TryParse(value, CultureInfo.InvariantCulture, out int parsed) ? parsed : -1;
            switch (name)
            {
                case "--seed":
                    options = options with { Seed = number };
                    break;
                case "--rounds":
                    options = options with { Rounds = number };
                    break;
                case "--first":
                    options = options with { First = number };
                    break;
                case "--jobs":
                    options = options with { Jobs = Math.Max(1, number) };
                    break;
                case "--finds":
                    options = options with { MostFinds = number };
                    break;
                case "--command":
                    options = options with { Commands = value.Split(',', StringSplitOptions.RemoveEmptyEntries) };
                    break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 2;
            }
        }

        var session = new FuzzSession(options, find =>
        {
            lock (options)
            {
                Console.Out.Write(find.Describe());
                Console.Out.Flush();
            }
        });
        session.Run();
        foreach ((string command, int count) in session.Done.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            Console.Error.WriteLine($"{command}: {count} rounds, {session.Finds.GetValueOrDefault(command)} differences");
        }

        foreach ((string id, int count) in session.Known)
        {
            Console.Error.WriteLine($"known {id}: {count}");
        }

        int all = session.Finds.Values.Sum();
        Console.Error.WriteLine($"{session.Done.Values.Sum()} rounds of {session.Done.Count} commands, seed {options.Seed}: {all} differences");
        return all == 0 ? 0 : 1;
    }
}
