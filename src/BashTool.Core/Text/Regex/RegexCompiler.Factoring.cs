namespace BashTool.Core.Text.Regex;

/// <content>
/// Alternatives that begin alike share their beginning, so that a list of ten thousand words is a tree with few ways out
/// of its root. Where groups do not count, the order of alternatives does not either.
/// </content>
internal sealed partial class RegexCompiler
{
    private const int FactoringDepth = 500;

    private int BuildFactored(List<RegexNode> branches, int next)
    {
        var alternatives = new List<IReadOnlyList<RegexNode>>(branches.Count);
        foreach (RegexNode branch in branches)
        {
            alternatives.Add(branch.Kind switch
            {
                RegexNodeKind.Sequence => branch.Children,
                RegexNodeKind.Empty => [],
                _ => [branch],
            });
        }

        return BuildFactored(alternatives, 0, next);
    }

    private int BuildFactored(List<IReadOnlyList<RegexNode>> alternatives, int depth, int next)
    {
        int start = -1;
        bool canEnd = false;
        Dictionary<int, List<IReadOnlyList<RegexNode>>>? bySet = null;
        foreach (IReadOnlyList<RegexNode> members in alternatives)
        {
            if (depth == members.Count)
            {
                canEnd = true;
                continue;
            }

            RegexNode member = Member(members, depth);
            if (member.Kind == RegexNodeKind.Set && depth < FactoringDepth && alternatives.Count > 1)
            {
                bySet ??= [];
                int number = setNumbers[member.Set!];
                if (!bySet.TryGetValue(number, out List<IReadOnlyList<RegexNode>>? alike))
                {
                    bySet.Add(number, alike = []);
                }

                alike.Add(members);
                continue;
            }

            int at = next;
            for (int i = members.Count - 1; i >= depth; i--)
            {
                at = Build(Member(members, i), at, 0);
            }

            start = Either(at, start);
        }

        if (bySet is not null)
        {
            foreach ((int number, List<IReadOnlyList<RegexNode>> alike) in bySet)
            {
                start = Either(Emit(RegexOp.Character, number, BuildFactored(alike, depth + 1, next)), start);
            }
        }

        return canEnd ? Either(next, start) : start;
    }

    private RegexNode Member(IReadOnlyList<RegexNode> members, int index) =>
        members[kind == RegexProgramKind.Reverse ? members.Count - 1 - index : index];

    private int Either(int one, int other) => other < 0 ? one : Emit(RegexOp.Split, 0, one, other);
}
