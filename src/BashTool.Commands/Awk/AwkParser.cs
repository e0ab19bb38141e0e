using System.Runtime.CompilerServices;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Awk;

/// <summary>Reads a program and resolves it: what comes out is ready to run.</summary>
internal sealed partial class AwkParser
{
    private const int ChainMaximum = 5000;

    private readonly AwkProgram program;
    private readonly AwkSettings settings;
    private readonly Func<string, (byte[] Text, string Name)?> open;
    private readonly Action<string> warn;
    private readonly Dictionary<string, int> firstUses = new(StringComparer.Ordinal);
    private readonly HashSet<string> included = new(StringComparer.Ordinal);
    private AwkLexer lexer = null!;
    private AwkToken token;
    private int tokenEnd;
    private string space = "awk";
    private Dictionary<string, int>? locals;
    private AwkFunction? function;
    private string? action;
    private int loops;
    private int switches;

    public AwkParser(AwkProgram program, AwkSettings settings, Func<string, (byte[] Text, string Name)?> open, Action<string> warn)
    {
        this.program = program;
        this.settings = settings;
        this.open = open;
        HashSet<string> given = program.WarningsGiven;
        this.warn = message =>
        {
            if (given.Add(message[(message.IndexOf("warning", StringComparison.Ordinal) + 1)..]))
            {
                warn(message);
            }
        };
        for (int i = 0; i < (int)AwkSpecial.None; i++)
        {
            var special = (AwkSpecial)i;
            if (special < AwkSpecial.RT || settings.IsGnu)
            {
                program.Globals[special.ToString()] = i;
            }
        }
    }

    /// <summary>Adds a source to the program.</summary>
    public void Add(byte[] text, string name)
    {
        (AwkLexer Lexer, AwkToken Token, int End, string Space) outer = (lexer, token, tokenEnd, space);
        lexer = new AwkLexer(text, name, program.Sources.Count, settings, warn);
        program.Sources.Add(name);
        space = "awk";
        if (text.AsSpan().StartsWith("#!"u8))
        {
            int end = text.AsSpan().IndexOf((byte)'\n');
            lexer.Position = end < 0 ? text.Length : end;
        }

        Advance();
        while (true)
        {
            int semicolons = 0;
            while (token.Kind is AwkTokenKind.Newline or AwkTokenKind.Semicolon)
            {
                semicolons += token.Kind == AwkTokenKind.Semicolon ? 1 : 0;
                if (semicolons > 1)
                {
                    throw new AwkSyntaxException($"{lexer.Name}:{token.Line}: each rule must have a pattern or an action part");
                }

                Advance();
            }

            if (token.Kind == AwkTokenKind.End)
            {
                break;
            }

            ParseItem();
        }

        (lexer, token, tokenEnd, space) = outer;
    }

    /// <summary>Variables that a library has.</summary>
    public void Declare(params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (!program.Globals.ContainsKey(name))
            {
                program.Globals.Add(name, program.NextSlot++);
            }
        }
    }

    /// <summary>What can only be told when all is read.</summary>
    public void Finish()
    {
        foreach (AwkFunction one in program.Functions.Values)
        {
            if (one.Body is null)
            {
                if (program.Globals.ContainsKey(one.Name))
                {
                    throw new AwkSyntaxException($"{PlaceOf(one.FirstCall)}error: attempt to use non-function `{one.Name}' in function call");
                }
            }
        }

        foreach (string name in program.Functions.Keys)
        {
            if (program.Globals.TryGetValue(name, out int slot) && slot > (int)AwkSpecial.None)
            {
                throw new AwkSyntaxException($"{PlaceOf(firstUses[name])}error: function `{name}' called with space between name and `(',\nor used as a variable or an array");
            }
        }

        foreach ((AwkFunction called, int count, int line) in calls)
        {
            if (called.Body is not null && count > called.Parameters.Count)
            {
                warn($"{PlaceOf(line)}warning: function `{called.Name}' called with more arguments than declared");
            }
        }
    }

    private string PlaceOf(int mark) => $"{program.Sources[mark >> 22]}:{mark & 0x3FFFFF}: ";

    private int Mark => lexer.Mark(token.Line);

    private void Advance()
    {
        tokenEnd = lexer.Position;
        token = lexer.Next();
    }

    private AwkSyntaxException Unexpected() => token.Kind is AwkTokenKind.Newline or AwkTokenKind.End
        ? lexer.Error("unexpected newline or end of string", token.Kind == AwkTokenKind.End ? lexer.Source.Length : token.Start, lexer.Line)
        : lexer.Error("syntax error", token.Start, token.Line);

    private void Expect(AwkTokenKind kind)
    {
        if (token.Kind != kind)
        {
            throw Unexpected();
        }

        Advance();
    }

    private bool Take(AwkTokenKind kind)
    {
        if (token.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void SkipNewlines()
    {
        while (token.Kind == AwkTokenKind.Newline)
        {
            Advance();
        }
    }

    private void CheckDepth()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw lexer.Error("nested too deeply", token.Start, token.Line);
        }
    }

    private void ParseItem()
    {
        switch (token.Kind)
        {
            case AwkTokenKind.At when settings.IsGnu && IsDirective():
                ParseDirective();
                return;
            case AwkTokenKind.Keyword:
                switch (token.Word)
                {
                    case "BEGIN":
                        ParseSpecialAction(program.Begin);
                        return;
                    case "END":
                        ParseSpecialAction(program.End);
                        return;
                    case "BEGINFILE":
                        ParseSpecialAction(program.BeginFile);
                        return;
                    case "ENDFILE":
                        ParseSpecialAction(program.EndFile);
                        return;
                    case "function":
                        ParseFunction();
                        return;
                }

                break;
        }

        int mark = Mark;
        AwkExpression? pattern = null;
        AwkExpression? last = null;
        AwkStatement? body = null;
        action = null;
        if (token.Kind != AwkTokenKind.OpenBrace)
        {
            pattern = ParseExpression();
            if (Take(AwkTokenKind.Comma))
            {
                SkipNewlines();
                last = ParseExpression();
            }
        }

        if (token.Kind == AwkTokenKind.OpenBrace)
        {
            body = ParseBlock();
        }
        else if (token.Kind is not (AwkTokenKind.Newline or AwkTokenKind.Semicolon or AwkTokenKind.End))
        {
            throw Unexpected();
        }

        program.Rules.Add(new AwkRule { Pattern = pattern, Last = last, Body = body, Line = mark });
    }

    private bool IsDirective()
    {
        (int position, int line, AwkToken old, int end) = (lexer.Position, lexer.Line, token, tokenEnd);
        Advance();
        bool result = token.Kind == AwkTokenKind.Name && token.Word is "include" or "load" or "namespace";
        (lexer.Position, lexer.Line, token, tokenEnd) = (position, line, old, end);
        return result;
    }

    private void ParseDirective()
    {
        Advance();
        string directive = token.Word;
        Advance();
        if (token.Kind != AwkTokenKind.Text)
        {
            throw Unexpected();
        }

        string value = token.Text!.ToString();
        int line = token.Line;
        Advance();
        if (token.Kind is not (AwkTokenKind.Newline or AwkTokenKind.Semicolon or AwkTokenKind.End))
        {
            throw Unexpected();
        }

        switch (directive)
        {
            case "namespace":
                space = value;
                return;
            case "load":
                throw new AwkSyntaxException($"{lexer.Name}:{line}: fatal: load_ext: cannot open library `{value}': extensions in C are not supported") { Status = 2 };
            default:
                Include(value, line);
                return;
        }
    }

    /// <summary>Adds a file as <c>@include</c> does: once.</summary>
    public void Include(string name, int line)
    {
        if (name == "inplace" || !included.Add(name))
        {
            return;
        }

        if (open(name) is not { } file)
        {
            string place = line > 0 ? $"{lexer.Name}:{line}: error" : "fatal";
            throw new AwkSyntaxException(line > 0
                ? $"{place}: cannot open source file `{name}' for reading: No such file or directory"
                : $"{place}: cannot open source file `{name}' for reading: No such file or directory") { Status = line > 0 ? 1 : 2 };
        }

        Add(file.Text, file.Name);
    }

    private void ParseSpecialAction(List<AwkStatement> actions)
    {
        action = token.Word;
        Advance();
        if (token.Kind != AwkTokenKind.OpenBrace)
        {
            if (token.Kind is AwkTokenKind.Newline or AwkTokenKind.End or AwkTokenKind.Semicolon)
            {
                throw new AwkSyntaxException($"{lexer.Name}:{token.Line}: {action} blocks must have an action part");
            }

            throw Unexpected();
        }

        actions.Add(ParseBlock());
        action = null;
    }

    private void ParseFunction()
    {
        Advance();
        int line = token.Line;
        if (token.Kind == AwkTokenKind.Builtin)
        {
            throw lexer.Error($"`{token.Word}' is a built-in function, it cannot be redefined", token.Start, token.Line);
        }

        if (token.Kind is not (AwkTokenKind.Name or AwkTokenKind.FunctionName))
        {
            throw Unexpected();
        }

        string name = Qualify(token.Word, isFunction: true);
        Advance();
        Expect(AwkTokenKind.OpenParenthesis);
        AwkFunction defined = FunctionNamed(name, lexer.Mark(line));
        if (defined.Body is not null || (program.Globals.TryGetValue(name, out int special) && special < (int)AwkSpecial.None))
        {
            throw lexer.SemanticError($"function name `{name}' previously defined", line);
        }

        locals = new Dictionary<string, int>(StringComparer.Ordinal);
        function = defined;
        SkipNewlines();
        while (token.Kind != AwkTokenKind.CloseParenthesis)
        {
            if (token.Kind is not (AwkTokenKind.Name or AwkTokenKind.FunctionName))
            {
                throw Unexpected();
            }

            string parameter = token.Word;
            if (parameter == name)
            {
                throw lexer.SemanticError($"function `{name}': cannot use function name as parameter name", token.Line);
            }

            if (program.Globals.TryGetValue(parameter, out int slot) && slot < (int)AwkSpecial.None)
            {
                throw lexer.SemanticError($"function `{name}': cannot use special variable `{parameter}' as a function parameter", token.Line);
            }

            if (!locals.TryAdd(parameter, defined.Parameters.Count))
            {
                throw lexer.SemanticError($"function `{name}': parameter #{defined.Parameters.Count + 1}, `{parameter}', duplicates parameter #{locals[parameter] + 1}", token.Line);
            }

            defined.Parameters.Add(parameter);
            Advance();
            SkipNewlines();
            if (!Take(AwkTokenKind.Comma))
            {
                break;
            }

            SkipNewlines();
        }

        Expect(AwkTokenKind.CloseParenthesis);
        SkipNewlines();
        if (token.Kind != AwkTokenKind.OpenBrace)
        {
            throw Unexpected();
        }

        defined.Body = ParseBlock();
        locals = null;
        function = null;
    }

    private AwkFunction FunctionNamed(string name, int mark)
    {
        if (!program.Functions.TryGetValue(name, out AwkFunction? found))
        {
            found = new AwkFunction(name) { FirstCall = mark };
            program.Functions.Add(name, found);
        }

        return found;
    }

    private string Qualify(string name, bool isFunction)
    {
        if (name.StartsWith("awk::", StringComparison.Ordinal))
        {
            return name[5..];
        }

        if (space == "awk" || name.Contains("::", StringComparison.Ordinal))
        {
            return name;
        }

        bool upper = !isFunction && name.AsSpan().IndexOfAnyExceptInRange('A', 'Z') < 0;
        return upper ? name : space + "::" + name;
    }

    private AwkVariable VariableNamed(string word)
    {
        if (locals is not null && locals.TryGetValue(word, out int index))
        {
            return new AwkVariables.Local(index, word);
        }

        string name = Qualify(word, isFunction: false);
        if (!program.Globals.TryGetValue(name, out int slot))
        {
            slot = program.NextSlot++;
            program.Globals.Add(name, slot);
            firstUses[name] = Mark;
        }

        if (slot >= (int)AwkSpecial.None)
        {
            return new AwkVariables.Global(slot, name);
        }

        var special = (AwkSpecial)slot;
        program.UsesRecordTerminator |= special is AwkSpecial.RT or AwkSpecial.SYMTAB;
        program.UsesEnvironment |= special is AwkSpecial.ENVIRON;
        return special is AwkSpecial.ENVIRON or AwkSpecial.ARGV or AwkSpecial.PROCINFO or AwkSpecial.FUNCTAB
            ? new AwkVariables.Global(slot, name)
            : new AwkVariables.Special(special);
    }

    private void MarkArray(AwkVariable variable)
    {
        if (variable is AwkVariables.Global global && global.Slot >= (int)AwkSpecial.None)
        {
            program.Arrays.Add(global.Slot);
        }
    }

    private AwkPattern ParseRegex(int start, bool typed, out byte[] text)
    {
        _ = typed;
        int line = token.Line;
        text = lexer.ReadRegex(start);
        Advance();
        try
        {
            string pattern = AwkEscapes.ToRegex(text, settings.Traditional || settings.Posix, m => warn($"{lexer.Name}:{line}: warning: {m}"));
            PosixRegex.Cached(pattern, new RegexOptions
            {
                Syntax = settings.Traditional ? RegexSyntax.Awk : settings.Posix ? RegexSyntax.PosixAwk : RegexSyntax.GnuAwk,
                Utf8 = !settings.Bytes,
            });
        }
        catch (RegexSyntaxException problem)
        {
            throw lexer.SemanticError($"{problem.Message}: /{EscapedUtf8.Decode(text)}/", line);
        }

        return new AwkPattern(text);
    }
}
