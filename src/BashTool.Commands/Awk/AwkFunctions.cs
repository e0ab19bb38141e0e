namespace BashTool.Commands.Awk;

/// <summary>The built-in functions: their names, how many arguments they take, and what they become.</summary>
internal static class AwkFunctions
{
    private static readonly Dictionary<string, (int Least, int Most, bool IsGnu, Func<AwkExpression[], AwkExpression> Make)> Table = new(StringComparer.Ordinal)
    {
        ["length"] = (0, 1, false, static a => new AwkTextFunctions.Length(a.Length > 0 ? a[0] : null)),
        ["substr"] = (2, 3, false, static a => new AwkTextFunctions.Substring(a[0], a[1], a.Length > 2 ? a[2] : null)),
        ["index"] = (2, 2, false, static a => new AwkTextFunctions.Index(a[0], a[1])),
        ["split"] = (2, 4, false, static a => new AwkSplitFunctions.Split(a)),
        ["patsplit"] = (2, 4, true, static a => new AwkSplitFunctions.PatternSplit(a)),
        ["sub"] = (2, 3, false, static a => new AwkSubstitution(PatternOf(a[0]), a[1], a.Length > 2 ? a[2] : new AwkVariables.Field(0), isGlobal: false)),
        ["gsub"] = (2, 3, false, static a => new AwkSubstitution(PatternOf(a[0]), a[1], a.Length > 2 ? a[2] : new AwkVariables.Field(0), isGlobal: true)),
        ["gensub"] = (3, 4, true, static a => new AwkGeneralSubstitution(PatternOf(a[0]), a[1], a[2], a.Length > 3 ? a[3] : new AwkVariables.Field(0))),
        ["match"] = (2, 3, false, static a => new AwkTextFunctions.FindMatch(a[0], PatternOf(a[1]), a.Length > 2 ? a[2] : null)),
        ["sprintf"] = (1, int.MaxValue, false, static a => new AwkTextFunctions.Formatted(a)),
        ["tolower"] = (1, 1, false, static a => new AwkTextFunctions.ChangeCase(a[0], upper: false)),
        ["toupper"] = (1, 1, false, static a => new AwkTextFunctions.ChangeCase(a[0], upper: true)),
        ["strtonum"] = (1, 1, true, static a => new AwkTextFunctions.ToNumber(a[0])),
        ["int"] = (1, 1, false, static a => new AwkNumberFunctions.Integer(a[0])),
        ["sqrt"] = (1, 1, false, static a => new AwkNumberFunctions.Single("sqrt", a[0], AwkNumberFunctions.SquareRoot)),
        ["exp"] = (1, 1, false, static a => new AwkNumberFunctions.Single("exp", a[0], AwkNumberFunctions.Exponential)),
        ["log"] = (1, 1, false, static a => new AwkNumberFunctions.Single("log", a[0], AwkNumberFunctions.Logarithm)),
        ["sin"] = (1, 1, false, static a => new AwkNumberFunctions.Single("sin", a[0], static (_, x) => Math.Sin(x))),
        ["cos"] = (1, 1, false, static a => new AwkNumberFunctions.Single("cos", a[0], static (_, x) => Math.Cos(x))),
        ["atan2"] = (2, 2, false, static a => new AwkNumberFunctions.ArcTangent(a[0], a[1])),
        ["rand"] = (0, 0, false, static _ => new AwkNumberFunctions.RandomNumber()),
        ["srand"] = (0, 1, false, static a => new AwkNumberFunctions.Seed(a.Length > 0 ? a[0] : null)),
        ["and"] = (2, int.MaxValue, true, static a => new AwkNumberFunctions.Bits("and", a, static (x, y) => x & y)),
        ["or"] = (2, int.MaxValue, true, static a => new AwkNumberFunctions.Bits("or", a, static (x, y) => x | y)),
        ["xor"] = (2, int.MaxValue, true, static a => new AwkNumberFunctions.Bits("xor", a, static (x, y) => x ^ y)),
        ["lshift"] = (2, 2, true, static a => new AwkNumberFunctions.Shift(a[0], a[1], left: true)),
        ["rshift"] = (2, 2, true, static a => new AwkNumberFunctions.Shift(a[0], a[1], left: false)),
        ["compl"] = (1, 1, true, static a => new AwkNumberFunctions.Complement(a[0])),
        ["mkbool"] = (1, 1, true, static a => new AwkTypeFunctions.MakeBoolean(a[0])),
        ["intdiv"] = (3, 3, true, static a => new AwkNumberFunctions.IntegerDivision(a[0], a[1], a[2])),
        ["typeof"] = (1, 2, true, static a => new AwkTypeFunctions.TypeOf(a[0])),
        ["isarray"] = (1, 1, true, static a => new AwkTypeFunctions.IsArray(a[0])),
        ["asort"] = (1, 3, true, static a => new AwkTypeFunctions.SortArray("asort", a)),
        ["asorti"] = (1, 3, true, static a => new AwkTypeFunctions.SortArray("asorti", a)),
        ["system"] = (1, 1, false, static a => new AwkSystemFunctions.RunCommand(a[0])),
        ["close"] = (1, 2, false, static a => new AwkSystemFunctions.Close(a[0], a.Length > 1 ? a[1] : null)),
        ["fflush"] = (0, 1, false, static a => new AwkSystemFunctions.FlushOutput(a.Length > 0 ? a[0] : null)),
        ["systime"] = (0, 0, true, static _ => new AwkSystemFunctions.Now()),
        ["strftime"] = (0, 3, true, static a => new AwkSystemFunctions.FormatTime(a)),
        ["mktime"] = (1, 2, true, static a => new AwkSystemFunctions.MakeTime(a)),
        ["bindtextdomain"] = (1, 2, true, static a => new AwkSystemFunctions.Untranslated(a.Length > 0 ? a[0] : null, isDirectory: true)),
        ["dcgettext"] = (1, 3, true, static a => new AwkSystemFunctions.Untranslated(a[0], isDirectory: false)),
        ["dcngettext"] = (3, 5, true, static a => new AwkOperators.Conditional(new AwkOperators.Comparison(AwkOperators.Relation.Equal, a[2], new AwkConstants.NumberLiteral(1)), a[0], a[1])),
    };

    public static IEnumerable<string> Names => Table.Keys;

    public static bool IsKnown(string name, bool gnu) => Table.TryGetValue(name, out var entry) && (gnu || !entry.IsGnu);

    public static bool Takes(string name, int count) => count >= Table[name].Least && count <= Table[name].Most;

    /// <summary>A call; null where there is no such function or it does not take so many arguments.</summary>
    public static AwkExpression? Create(string name, AwkExpression[] arguments) =>
        Table.TryGetValue(name, out var entry) && Takes(name, arguments.Length) ? entry.Make(arguments) : null;

    /// <summary>An argument that is taken for a regular expression.</summary>
    public static AwkPattern PatternOf(AwkExpression argument) => argument switch
    {
        AwkOperators.Match { IsBare: true } match => match.Pattern,
        AwkConstants.TypedRegex regex => new AwkPattern(regex.Pattern),
        AwkConstants.TextLiteral text => new AwkPattern(text.Constant.Span.ToArray()),
        _ => new AwkPattern(argument),
    };

    /// <summary>An argument that has to be an array.</summary>
    public static AwkArray ArrayOf(AwkMachine machine, AwkExpression argument, string message) =>
        argument is AwkVariable variable && variable.Argument(machine).Kind is AwkValueKind.Array or AwkValueKind.Untyped or AwkValueKind.Reference or AwkValueKind.Unassigned
            ? variable.Array(machine)
            : throw machine.Fatal(message);
}
