using BashTool.Commands.Text;

namespace BashTool.Commands.Fusion;

/// <summary><c>sort | head -n N</c>: of the lines that pass by, the first N in order are kept.</summary>
public sealed class TopLinesFusion : StageFusion
{
    private const string PlainLetters = "bdfgiMhnrVs";

    public override FusedStages? Prepare(IReadOnlyList<CommandContext> stages, bool readsPipe)
    {
        if (!HeadArguments.TryRead(stages[1].Arguments, out HeadArguments head) || head is not { File: null, FromStart: false, Lines: > 0 and <= SortTop.Most }
            || !IsPlain(stages[0].Arguments))
        {
            return null;
        }

        return (contexts, statuses, run) =>
        {
            var first = new FirstLinesFile(contexts[1].StandardOutput, head.Lines);
            statuses[0] = run(contexts[0].WithStreams(output: first), static context => new SortCommand().Run(context));
            const int brokenPipe = 141;
            statuses[1] = first.IsTargetGone ? brokenPipe : run(contexts[1], static context =>
            {
                context.StandardOutput.Flush();
                return 0;
            });
        };
    }

    private static bool IsPlain(IReadOnlyList<string> arguments)
    {
        for (int i = 0; i < arguments.Count; i++)
        {
            string word = arguments[i];
            if (word.Length < 2 || word[0] != '-')
            {
                continue;
            }

            if (word[1] is 'k' or 't')
            {
                i += word.Length == 2 ? 1 : 0;
                continue;
            }

            if (word is "--reverse" or "--numeric-sort" or "--human-numeric-sort" or "--ignore-case" or "--stable" or "--version-sort")
            {
                continue;
            }

            if (word[1] == '-' || word.AsSpan(1).ContainsAnyExcept(PlainLetters))
            {
                // "-rk2": the key is the last letter's value.
                int key = word.AsSpan(1).IndexOfAnyExcept(PlainLetters) + 1;
                if (word[1] == '-' || word[key] is not ('k' or 't'))
                {
                    return false;
                }

                i += key == word.Length - 1 ? 1 : 0;
            }
        }

        return true;
    }
}
