using System.Runtime.CompilerServices;

namespace BashTool.Commands.Bc;

/// <summary>
/// Reads a bc program, compiles each line and has it run before it reads the next. After a syntax error it goes on where
/// the parser of GNU bc would, so that the same lines run and the same errors are told.
/// </summary>
internal sealed partial class BcCompiler(BcLexer lexer, BcComplaints complaints, BcProgram program, BcMachine machine)
{
    private const int TokensToTrust = 3;

    private BcToken token;
    private bool hasToken;
    private int distrust;
    private BcCode code = program.Main;
    private BcFunction? function;
    private Label? breaks;
    private Label? continues;

    /// <summary>A syntax error, on its way to the list of statements that goes on behind it.</summary>
    private sealed class SyntaxError : Exception;

    /// <summary>The end of the input in the middle of something.</summary>
    private sealed class EndOfInput : Exception;

    public void Run()
    {
        try
        {
            while (Current.Kind != BcTokenKind.End)
            {
                bool separated = false;
                try
                {
                    if (Current.IsKeyword("define"))
                    {
                        Definition();
                        RunLine();
                        continue;
                    }

                    Line(ref separated);
                }
                catch (SyntaxError)
                {
                    while (!Recover(separated))
                    {
                    }
                }
            }
        }
        catch (EndOfInput)
        {
            // The rest was in error.
        }
    }

    private ref BcToken Current
    {
        get
        {
            if (!hasToken)
            {
                token = lexer.Next();
                hasToken = true;
            }

            return ref token;
        }
    }

    private BcToken Take()
    {
        BcToken taken = Current;
        hasToken = false;
        distrust = Math.Max(0, distrust - 1);
        return taken;
    }

    private bool Accept(string operation)
    {
        if (!Current.IsOperator(operation))
        {
            return false;
        }

        Take();
        return true;
    }

    private void Expect(string operation)
    {
        if (!Accept(operation))
        {
            throw Unexpected();
        }
    }

    private bool AcceptKeyword(string word)
    {
        if (!Current.IsKeyword(word))
        {
            return false;
        }

        Take();
        return true;
    }

    private string ExpectName() => Current.Kind == BcTokenKind.Name ? Take().Text : throw Unexpected();

    // Only the first of several errors close to each other is told.
    private SyntaxError Unexpected()
    {
        bool atEnd = Current.Kind == BcTokenKind.End;
        if (distrust == 0)
        {
            complaints.Error("syntax error");
        }
        else if (distrust == TokensToTrust)
        {
            if (atEnd)
            {
                throw new EndOfInput();
            }

            hasToken = false;
        }

        distrust = TokensToTrust;
        return new SyntaxError();
    }

    private void Line(ref bool separated)
    {
        while (true)
        {
            if (Current.Kind == BcTokenKind.Newline)
            {
                Take();
                RunLine();
                return;
            }

            if (Accept(";"))
            {
                separated = true;
                continue;
            }

            Statement();
            separated = false;
            if (Current.Kind != BcTokenKind.Newline && !Current.IsOperator(";"))
            {
                throw Unexpected();
            }
        }
    }

    // Behind an error: up to the end of the line, or to what may be a statement. False if that is in error too.
    private bool Recover(bool separated)
    {
        while (true)
        {
            if (Current.Kind == BcTokenKind.End)
            {
                throw new EndOfInput();
            }

            if (!separated && Current.Kind == BcTokenKind.Newline)
            {
                Take();
                distrust = 0;
                Restart();
                return true;
            }

            if (StartsStatement(Current))
            {
                break;
            }

            hasToken = false;
        }

        try
        {
            bool after = separated;
            Statement();
            if (Current.Kind != BcTokenKind.Newline && !Current.IsOperator(";"))
            {
                throw Unexpected();
            }

            Line(ref after);
            return true;
        }
        catch (SyntaxError)
        {
            return false;
        }
    }

    private void RunLine()
    {
        if (!complaints.HadError)
        {
            machine.Run(program.Main);
        }

        Restart();
    }

    private void Restart()
    {
        program.Main.Clear();
        code = program.Main;
        function = null;
        breaks = continues = null;
        complaints.HadError = false;
    }

    private static bool StartsStatement(BcToken token) => token.Kind switch
    {
        BcTokenKind.Name or BcTokenKind.Number or BcTokenKind.String or BcTokenKind.Step => true,
        BcTokenKind.Operator => token.Text is "(" or "-" or "!" or "{",
        BcTokenKind.Keyword => token.Text is not ("define" or "else" or "auto" or "void"),
        _ => false,
    };

    private void OptionalNewline()
    {
        if (Current.Kind == BcTokenKind.Newline)
        {
            Take();
            complaints.Warn("newline not allowed");
        }
    }

    private void Definition()
    {
        Take();
        bool isVoid = AcceptKeyword("void");
        if (isVoid)
        {
            complaints.Warn("void functions");
        }

        string name = ExpectName();
        Expect("(");
        List<BcLocal> parameters = Accept(")") ? [] : Locals(")");
        OptionalNewline();
        Expect("{");
        if (Current.Kind != BcTokenKind.Newline)
        {
            complaints.Warn("End of line required");
        }

        while (Current.Kind == BcTokenKind.Newline)
        {
            Take();
        }

        List<BcLocal> autos = [];
        if (AcceptKeyword("auto"))
        {
            autos = Locals(null);
        }

        CheckLocals(parameters, autos);
        function = Function(name);
        bool wasVoid = function.IsVoid;
        function.IsVoid = isVoid;
        code = new BcCode();
        Block();
        Emit(BcOperation.Zero, 0, 1);
        Emit(BcOperation.Return, 0, 1);
        if (complaints.HadError)
        {
            function.IsVoid = wasVoid;
        }
        else
        {
            function.Code = code;
            function.IsDefined = true;
            function.Library = '\0';
            function.Parameters = [.. parameters];
            function.Autos = [.. autos];
        }

        function = null;
        code = program.Main;
    }

    // Names up to the closing token; without one, up to the end of the line or a semicolon.
    private List<BcLocal> Locals(string? close)
    {
        var locals = new List<BcLocal>();
        while (true)
        {
            bool reference = false;
            if (Current.IsOperator("*"))
            {
                Take();
                reference = true;
            }

            string name = ExpectName();
            bool array = Accept("[");
            if (array)
            {
                Expect("]");
            }

            if (reference)
            {
                if (!array)
                {
                    throw Unexpected();
                }

                complaints.Warn("Call by variable arrays");
            }

            locals.Add(new BcLocal(array ? Array(name) : Variable(name), array, reference));
            if (Accept(","))
            {
                continue;
            }

            if (close is not null)
            {
                Expect(close);
            }
            else if (Current.Kind == BcTokenKind.Newline)
            {
                Take();
            }
            else
            {
                Expect(";");
            }

            return locals;
        }
    }

    private int Variable(string name)
    {
        WarnOfLength(name);
        return program.Variable(name);
    }

    private int Array(string name)
    {
        WarnOfLength(name);
        return program.Array(name);
    }

    private BcFunction Function(string name)
    {
        WarnOfLength(name);
        return program.Function(name);
    }

    private void WarnOfLength(string name)
    {
        if (name.Length > 1)
        {
            complaints.Warn($"multiple letter name - {name}");
        }
    }

    private void CheckLocals(List<BcLocal> parameters, List<BcLocal> autos)
    {
        if (HasDuplicates(parameters))
        {
            complaints.Error("duplicate parameter names");
        }

        if (HasDuplicates(autos))
        {
            complaints.Error("duplicate auto variable names");
        }

        foreach (BcLocal parameter in parameters)
        {
            if (parameter.IsReference)
            {
                complaints.Warn("Variable array parameter");
            }

            foreach (BcLocal local in autos)
            {
                if (local.Index == parameter.Index && local.IsArray == parameter.IsArray)
                {
                    complaints.Error("variable in both parameter and auto lists");
                }
            }
        }

        foreach (BcLocal local in autos)
        {
            if (local.IsReference)
            {
                complaints.Error("\"*\" not allowed here");
            }
        }
    }

    private static bool HasDuplicates(List<BcLocal> locals)
    {
        for (int i = 0; i < locals.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (locals[i].Index == locals[j].Index && locals[i].IsArray == locals[j].IsArray)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Emit(BcOperation operation, int operand, int length)
    {
        code.Address += length;
        code.Instructions.Add(new BcInstruction(operation, operand, code.Address));
    }

    private void EmitOnName(BcOperation operation, int index) => Emit(operation, index, index < 128 ? 2 : 3);

    private void EmitJump(BcOperation operation, Label label)
    {
        Emit(operation, label.Position, 3);
        if (label.Position < 0)
        {
            label.Waiting.Add(code.Instructions.Count - 1);
        }
    }

    private void Place(Label label)
    {
        label.Position = code.Instructions.Count;
        foreach (int at in label.Waiting)
        {
            code.Instructions[at] = code.Instructions[at] with { Operand = label.Position };
        }
    }

    private void EnsureStack() => RuntimeHelpers.EnsureSufficientExecutionStack();

    /// <summary>A place in the code that is jumped to, maybe before it is known.</summary>
    private sealed class Label
    {
        public int Position { get; set; } = -1;

        public List<int> Waiting { get; } = [];
    }
}
