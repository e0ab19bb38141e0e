namespace BashTool.Commands.Bc;

internal sealed partial class BcCompiler
{
    // From weak to strong; an assignment stands between comparisons and sums.
    private const int OrLevel = 1;
    private const int AndLevel = 2;
    private const int RelationLevel = 4;
    private const int SumLevel = 6;
    private const int ProductLevel = 7;
    private const int PowerLevel = 8;

    // The start of an expression, read to see whether it is one.
    private (string Name, bool Bracket)? taken;

    [Flags]
    private enum ExpressionFlags
    {
        /// <summary>An assignment: as a statement it prints nothing.</summary>
        None = 0,
        Value = 1,
        Comparison = 2,
        Parentheses = 4,
        Void = 8,
        Empty = 16,
    }

    private ExpressionFlags Expression() => Binary(OrLevel);

    private static int LevelOf(BcToken token) => token.Kind switch
    {
        BcTokenKind.Relation => RelationLevel,
        BcTokenKind.Operator => token.Text switch
        {
            "||" => OrLevel,
            "&&" => AndLevel,
            "+" or "-" => SumLevel,
            "*" or "/" or "%" => ProductLevel,
            "^" => PowerLevel,
            _ => 0,
        },
        _ => 0,
    };

    private ExpressionFlags Binary(int lowest)
    {
        EnsureStack();
        ExpressionFlags left = Unary();
        while (LevelOf(Current) is var level && level >= lowest && level > 0)
        {
            BcToken operation = Take();
            switch (level)
            {
                case OrLevel:
                    left = Or(left);
                    break;
                case AndLevel:
                    left = And(left);
                    break;
                case RelationLevel:
                    RefuseVoid(left | Binary(level + 1), "comparison");
                    Emit(RelationOf(operation.Text), 0, 1);
                    left = ExpressionFlags.Value | ExpressionFlags.Comparison;
                    break;
                default:
                    ExpressionFlags right = Binary(level == PowerLevel ? level : level + 1);
                    left = (left | right) & ~ExpressionFlags.Parentheses;
                    RefuseVoid(left, operation.Text);
                    Emit(Operation(operation.Text), 0, 1);
                    break;
            }
        }

        return left;
    }

    private void RefuseVoid(ExpressionFlags flags, string where)
    {
        if ((flags & ExpressionFlags.Void) != 0)
        {
            complaints.Error($"void expression with {where}");
        }
    }

    private ExpressionFlags Or(ExpressionFlags left)
    {
        complaints.Warn("|| operator");
        RefuseVoid(left, "||");
        var isTrue = new Label();
        var end = new Label();
        EmitJump(BcOperation.JumpIfNotZero, isTrue);
        ExpressionFlags right = Binary(AndLevel);
        RefuseVoid(right, "||");
        EmitJump(BcOperation.JumpIfNotZero, isTrue);
        Emit(BcOperation.Zero, 0, 1);
        EmitJump(BcOperation.Jump, end);
        Place(isTrue);
        Emit(BcOperation.One, 0, 1);
        Place(end);
        return (left | right) & ~ExpressionFlags.Parentheses;
    }

    private ExpressionFlags And(ExpressionFlags left)
    {
        complaints.Warn("&& operator");
        RefuseVoid(left, "&&");
        var end = new Label();
        Emit(BcOperation.Duplicate, 0, 1);
        EmitJump(BcOperation.JumpIfZero, end);
        Emit(BcOperation.Drop, 0, 1);
        ExpressionFlags right = Binary(AndLevel + 1);
        RefuseVoid(right, "&&");
        Emit(BcOperation.Duplicate, 0, 1);
        EmitJump(BcOperation.JumpIfZero, end);
        Emit(BcOperation.Drop, 0, 1);
        Emit(BcOperation.One, 0, 1);
        Place(end);
        return (left | right) & ~ExpressionFlags.Parentheses;
    }

    private static BcOperation RelationOf(string text) => text switch
    {
        "==" => BcOperation.Equal,
        "!=" => BcOperation.NotEqual,
        "<" => BcOperation.Less,
        "<=" => BcOperation.LessOrEqual,
        ">" => BcOperation.Greater,
        _ => BcOperation.GreaterOrEqual,
    };

    private static BcOperation Operation(string text) => text switch
    {
        "+" => BcOperation.Add,
        "-" => BcOperation.Subtract,
        "*" => BcOperation.Multiply,
        "/" => BcOperation.Divide,
        "%" => BcOperation.Remainder,
        _ => BcOperation.Raise,
    };

    private ExpressionFlags Unary()
    {
        EnsureStack();
        if (taken is { } start)
        {
            taken = null;
            return start.Bracket ? Use(Subscript(start.Name)) : Named(start.Name);
        }

        BcToken first = Current;
        switch (first.Kind)
        {
            case BcTokenKind.Operator when first.Text == "-":
                Take();
                ExpressionFlags flags = Unary();
                RefuseVoid(flags, "unary -");
                Emit(BcOperation.Negate, 0, 1);
                return flags & ~ExpressionFlags.Parentheses;
            case BcTokenKind.Operator when first.Text == "!":
                Take();
                flags = Binary(RelationLevel);
                complaints.Warn("! operator");
                RefuseVoid(flags, "!");
                Emit(BcOperation.Not, 0, 1);
                return flags & ~ExpressionFlags.Parentheses;
            case BcTokenKind.Operator when first.Text == "(":
                Take();
                flags = Expression();
                Expect(")");
                if ((flags & ExpressionFlags.Void) != 0)
                {
                    complaints.Error("void expression in parenthesis");
                }

                return flags | ExpressionFlags.Value | ExpressionFlags.Parentheses;
            case BcTokenKind.Number:
                Take();
                Number(first.Text);
                return ExpressionFlags.Value;
            case BcTokenKind.Step:
                Take();
                Step(Target(), first.Text, before: true);
                return ExpressionFlags.Value;
            case BcTokenKind.Name:
                Take();
                return Named(first.Text);
            case BcTokenKind.Keyword:
                return Keyword();
            default:
                throw Unexpected();
        }
    }

    private ExpressionFlags Named(string name) =>
        Accept("(") ? Call(name) : Use(Accept("[") ? Subscript(name) : Variable(name));

    private void Number(string digits)
    {
        if (digits is "0" or "1")
        {
            Emit(digits == "0" ? BcOperation.Zero : BcOperation.One, 0, 1);
            return;
        }

        code.Constants.Add(new BcConstant(digits));
        Emit(BcOperation.Constant, code.Constants.Count - 1, digits.Length + 2);
    }

    private ExpressionFlags Keyword()
    {
        switch (Current.Text)
        {
            case "length":
                Take();
                return Builtin(BcOperation.Length);
            case "sqrt":
                Take();
                return Builtin(BcOperation.SquareRoot);
            case "scale":
                Take();
                return Current.IsOperator("(") ? Builtin(BcOperation.ScaleOf) : Use(BcProgram.Scale);
            case "read" or "random":
                bool reads = Take().Text == "read";
                Expect("(");
                Expect(")");
                complaints.Warn(reads ? "read function" : "random function");
                Emit(reads ? BcOperation.Read : BcOperation.Random, 0, 2);
                return ExpressionFlags.Value;
            case "ibase" or "obase" or "history" or "last":
                return Use(Special());
            default:
                throw Unexpected();
        }
    }

    private int Special()
    {
        switch (Current.Text)
        {
            case "ibase":
                Take();
                return BcProgram.InputBase;
            case "obase":
                Take();
                return BcProgram.OutputBase;
            case "scale":
                Take();
                return BcProgram.Scale;
            case "history":
                Take();
                complaints.Warn("History variable");
                return BcProgram.History;
            case "last":
                Take();
                complaints.Warn("Last variable");
                return BcProgram.Last;
            default:
                throw Unexpected();
        }
    }

    private ExpressionFlags Builtin(BcOperation operation)
    {
        Expect("(");
        ExpressionFlags flags = Expression();
        Expect(")");
        if ((flags & ExpressionFlags.Void) != 0)
        {
            complaints.Error(operation switch
            {
                BcOperation.Length => "void expression in length()",
                BcOperation.SquareRoot => "void expression in sqrt()",
                _ => "void expression in scale()",
            });
        }

        Emit(operation, 0, 2);
        return ExpressionFlags.Value;
    }

    // What may be assigned to: a variable as its index, an element of an array as minus that of the array.
    private int Target() => Current.Kind switch
    {
        BcTokenKind.Name when Take() is var name => Accept("[") ? Subscript(name.Text) : Variable(name.Text),
        BcTokenKind.Keyword => Special(),
        _ => throw Unexpected(),
    };

    private int Subscript(string name)
    {
        ExpressionFlags flags = Expression();
        Expect("]");
        if ((flags & ExpressionFlags.Void) != 0)
        {
            complaints.Error("void expression as subscript");
        }

        if ((flags & ExpressionFlags.Comparison) != 0)
        {
            complaints.Warn("comparison in subscript");
        }

        return -Array(name);
    }

    private ExpressionFlags Use(int target)
    {
        if (Current.Kind == BcTokenKind.Assignment)
        {
            string operation = Take().Text;
            if (operation != "=")
            {
                Load(target, keepsIndex: true);
            }

            ExpressionFlags flags = Binary(SumLevel);
            if ((flags & ExpressionFlags.Void) != 0)
            {
                complaints.Error("Assignment of a void expression");
            }

            if (operation != "=")
            {
                Emit(Operation(operation), 0, 1);
            }

            EmitOnName(target < 0 ? BcOperation.StoreElement : BcOperation.StoreVariable, Math.Abs(target));
            return ExpressionFlags.None;
        }

        if (Current.Kind == BcTokenKind.Step)
        {
            Step(target, Take().Text, before: false);
            return ExpressionFlags.Value;
        }

        Load(target, keepsIndex: false);
        return ExpressionFlags.Value;
    }

    private void Load(int target, bool keepsIndex)
    {
        if (target >= 0)
        {
            EmitOnName(BcOperation.LoadVariable, target);
            return;
        }

        if (keepsIndex)
        {
            Emit(BcOperation.Duplicate, 0, 1);
        }

        EmitOnName(BcOperation.LoadElement, -target);
    }

    private void Step(int target, string step, bool before)
    {
        bool up = step == "++";
        BcOperation operation = target < 0
            ? up ? BcOperation.IncrementElement : BcOperation.DecrementElement
            : up ? BcOperation.IncrementVariable : BcOperation.DecrementVariable;
        if (target >= 0)
        {
            if (!before)
            {
                Load(target, keepsIndex: false);
            }

            EmitOnName(operation, target);
            if (before)
            {
                Load(target, keepsIndex: false);
            }

            return;
        }

        if (before)
        {
            Emit(BcOperation.Duplicate, 0, 1);
            EmitOnName(operation, -target);
            EmitOnName(BcOperation.LoadElement, -target);
            return;
        }

        // The value stays, the index on top of it goes.
        Emit(BcOperation.Duplicate, 0, 1);
        EmitOnName(BcOperation.LoadElement, -target);
        Emit(BcOperation.Swap, 0, 1);
        EmitOnName(operation, -target);
    }

    private ExpressionFlags Call(string name)
    {
        var arguments = new global::System.Text.StringBuilder();
        if (!Accept(")"))
        {
            do
            {
                Argument(arguments);
            }
            while (Accept(","));
            Expect(")");
        }

        BcFunction called = Function(name);
        code.Calls.Add((called, arguments.ToString()));
        Emit(BcOperation.Call, code.Calls.Count - 1, 1 + (called.Number < 128 ? 1 : 2) + arguments.Length + 1);
        return called.IsVoid ? ExpressionFlags.Value | ExpressionFlags.Void : ExpressionFlags.Value;
    }

    private void Argument(global::System.Text.StringBuilder arguments)
    {
        // An array's name with empty brackets is the array.
        if (Current.Kind == BcTokenKind.Name)
        {
            BcToken name = Take();
            if (Current.IsOperator("["))
            {
                Take();
                if (Accept("]"))
                {
                    int array = Array(name.Text);
                    Emit(BcOperation.ArrayArgument, array, array.ToString(global::System.Globalization.CultureInfo.InvariantCulture).Length + 2);
                    arguments.Append('1');
                    return;
                }

                taken = (name.Text, true);
            }
            else
            {
                taken = (name.Text, false);
            }
        }

        ExpressionFlags flags = Expression();
        if ((flags & ExpressionFlags.Void) != 0)
        {
            complaints.Error("void argument");
        }

        if ((flags & ExpressionFlags.Comparison) != 0)
        {
            complaints.Warn("comparison in argument");
        }

        arguments.Append('0');
    }
}
