namespace BashTool.Commands.Text;

/// <summary><c>tr</c>: translates, squeezes or deletes bytes.</summary>
public sealed class TrCommand : BashCommand
{
    private static readonly CommandSpec Declaration = new("tr")
    {
        Summary = "Translate, squeeze, and/or delete characters from standard input,\nwriting to standard output.",
        Usage = ["[OPTION]... STRING1 [STRING2]"],
        Permutes = false,
        Notes = """
            STRING1 and STRING2 specify arrays of characters: \NNN, \\, \a, \b, \f, \n, \r, \t, \v,
            CHAR1-CHAR2, [CHAR*] (in STRING2, as often as needed), [CHAR*REPEAT], [:alnum:], [:alpha:],
            [:blank:], [:cntrl:], [:digit:], [:graph:], [:lower:], [:print:], [:punct:], [:space:],
            [:upper:], [:xdigit:], [=CHAR=].
            """,
        Examples = [new("echo hello | tr a-y b-z", "ifmmp")],
    };

    private static readonly Option Complement = Declaration.Flag("cC", "complement", "use the complement of STRING1");
    private static readonly Option Delete = Declaration.Flag("d", "delete", "delete characters in STRING1, do not translate");
    private static readonly Option Squeeze = Declaration.Flag("s", "squeeze-repeats", "replace each sequence of a repeated character\nthat is listed in the last specified STRING,\nwith a single occurrence of that character");
    private static readonly Option Truncate = Declaration.Flag("t", "truncate-set1", "first truncate STRING1 to length of STRING2");

    public override CommandSpec Spec => Declaration;

    public override int Run(CommandContext context)
    {
        ParsedArguments arguments = Declaration.Parse(context);
        bool deletes = arguments.Has(Delete);
        bool squeezes = arguments.Has(Squeeze);
        bool complements = arguments.Has(Complement);
        List<string> operands = arguments.Operands;
        bool translates = operands.Count == 2 && !deletes;
        CheckOperands(operands, deletes, squeezes);
        var first = CharacterArray.Parse(context, operands[0]);
        CharacterArray? second = operands.Count == 2 ? CharacterArray.Parse(context, operands[1]) : null;
        CharacterArray.Validate(first, second, translates, complements, arguments.Has(Truncate));
        bool[] firstSet = first.Set(complements);
        if (translates)
        {
            byte[] table = CharacterArray.Table(first, second!, complements);
            if (squeezes)
            {
                new ByteFilter(context, table, null, second!.Set(false)).Run();
            }
            else
            {
                ByteTranslation.Run(context, table);
            }
        }
        else
        {
            new ByteFilter(context, null, deletes ? firstSet : null, !squeezes ? null : deletes ? second!.Set(false) : firstSet).Run();
        }

        return 0;
    }

    private static void CheckOperands(List<string> operands, bool deletes, bool squeezes)
    {
        int least = deletes == squeezes ? 2 : 1;
        int most = deletes && !squeezes ? 1 : 2;
        if (operands.Count < least)
        {
            throw new UsageException(operands.Count == 0
                ? "missing operand"
                : $"missing operand after {GnuQuoting.Quote(operands[^1])}\n" + (squeezes
                    ? "Two strings must be given when both deleting and squeezing repeats."
                    : "Two strings must be given when translating."));
        }

        if (operands.Count > most)
        {
            throw new UsageException($"extra operand {GnuQuoting.Quote(operands[most])}"
                + (operands.Count == 2 ? "\nOnly one string may be given when deleting without squeezing repeats." : ""));
        }
    }
}
