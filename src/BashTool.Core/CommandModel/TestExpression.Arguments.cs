using System.Runtime.CompilerServices;
using BashTool.Core.Text;

namespace BashTool.Core.CommandModel;

/// <content>Which arguments belong together.</content>
public sealed partial class TestExpression
{
    /// <summary>Evaluates the arguments from <paramref name="first"/> up to <paramref name="end"/>.</summary>
    /// <exception cref="TestExpressionException">They are no expression.</exception>
    public bool Evaluate(IReadOnlyList<string> words, int first, int end)
    {
        var reader = new Reader(this, words, first, end);
        bool value = reader.ByCount(end - first);
        if (reader.Position < end)
        {
            throw new TestExpressionException(IsGnu ? $"extra argument {GnuQuoting.Quote(words[reader.Position])}" : "too many arguments");
        }

        return value;
    }

    private ref struct Reader(TestExpression test, IReadOnlyList<string> words, int first, int end)
    {
        public int Position { get; private set; } = first;

        /// <summary>POSIX's rules for one to four arguments.</summary>
        public bool ByCount(int count)
        {
            switch (count)
            {
                case 0:
                    return false;
                case 1:
                    return words[Position++].Length > 0;
                case 2:
                    return Two();
                case 3:
                    return Three();
                case 4:
                    if (words[Position] == "!")
                    {
                        Position++;
                        return !Three();
                    }

                    if (words[Position] == "(" && words[Position + 3] == ")")
                    {
                        Position++;
                        bool value = Two();
                        Position++;
                        return value;
                    }

                    return Or();
                default:
                    return Or();
            }
        }

        private bool Two()
        {
            string op = words[Position];
            if (op == "!")
            {
                Position += 2;
                return words[Position - 1].Length == 0;
            }

            if (op.Length == 2 && op[0] == '-')
            {
                return test.IsUnary(op) ? Unary() : throw UnaryExpected(op);
            }

            throw test.IsGnu ? MissingArgument() : UnaryExpected(op);
        }

        private bool Three()
        {
            string left = words[Position];
            string op = words[Position + 1];
            if (IsBinary(op, test.IsGnu))
            {
                Position += 3;
                return test.Binary(op, left, words[Position - 1]);
            }

            if (op is "-a" or "-o" && !test.IsGnu)
            {
                Position += 3;
                bool one = left.Length > 0;
                bool two = words[Position - 1].Length > 0;
                return op == "-a" ? one && two : one || two;
            }

            if (left == "!")
            {
                Position++;
                return !Two();
            }

            if (left == "(" && words[Position + 2] == ")")
            {
                Position += 3;
                return op.Length > 0;
            }

            if (op is "-a" or "-o")
            {
                return Or();
            }

            throw new TestExpressionException($"{Quoted(op)}: binary operator expected");
        }

        private bool Or()
        {
            bool value = And();
            while (Position < end && words[Position] == "-o")
            {
                Position++;
                bool next = And();
                value |= next;
            }

            return value;
        }

        private bool And()
        {
            bool value = Term();
            while (Position < end && words[Position] == "-a")
            {
                Position++;
                bool next = Term();
                value &= next;
            }

            return value;
        }

        private bool Term()
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                throw new TestExpressionException("expression nested too deeply");
            }

            bool negate = false;
            while (Position < end && words[Position] == "!")
            {
                Position++;
                negate = !negate;
            }

            if (Position >= end)
            {
                throw MissingArgument();
            }

            return Primary() != negate;
        }

        private bool Primary()
        {
            string word = words[Position];
            if (word == "(")
            {
                return Group();
            }

            if (test.IsGnu && end - Position >= 4 && word == "-l" && IsBinary(words[Position + 2], test.IsGnu))
            {
                string length = words[Position + 1].Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
                Position += 4;
                return test.Binary(words[Position - 2], length, words[Position - 1]);
            }

            if (end - Position >= 3 && IsBinary(words[Position + 1], test.IsGnu))
            {
                Position += 3;
                return test.Binary(words[Position - 2], word, words[Position - 1]);
            }

            bool looksUnary = word.Length == 2 && word[0] == '-';
            if (test.IsGnu && looksUnary)
            {
                return test.IsUnary(word) ? Unary() : throw UnaryExpected(word);
            }

            if (looksUnary && end - Position >= 2 && test.IsUnary(word))
            {
                return Unary();
            }

            Position++;
            return word.Length > 0;
        }

        private bool Group()
        {
            Position++;
            if (Position >= end)
            {
                throw MissingArgument();
            }

            bool value;
            if (test.IsGnu)
            {
                int count = 1;
                while (Position + count < end && words[Position + count] != ")")
                {
                    if (count == 4)
                    {
                        count = end - Position;
                        break;
                    }

                    count++;
                }

                value = ByCount(count);
            }
            else
            {
                value = Or();
            }

            if (Position >= end)
            {
                throw new TestExpressionException(test.IsGnu ? "‘)’ expected" : "`)' expected");
            }

            if (words[Position] != ")")
            {
                throw new TestExpressionException(test.IsGnu
                    ? $"‘)’ expected, found {LocaleQuoting.Quote(words[Position])}" : $"`)' expected, found {words[Position]}");
            }

            Position++;
            return value;
        }

        private bool Unary()
        {
            char op = words[Position++][1];
            if (op == 't' && Position >= end)
            {
                return test.Unary('t', "1");
            }

            if (Position >= end)
            {
                throw MissingArgument();
            }

            string operand = words[Position++];
            if (op == 't' && test.IsGnu && !TryNumber(operand, out _))
            {
                throw test.NotANumber(operand);
            }

            return test.Unary(op, operand);
        }

        private TestExpressionException UnaryExpected(string op) => new($"{Quoted(op)}: unary operator expected");

        private TestExpressionException MissingArgument() =>
            new(test.IsGnu ? $"missing argument after {GnuQuoting.Quote(words[end - 1])}" : "argument expected");

        private string Quoted(string op) => test.IsGnu ? GnuQuoting.Quote(op) : op;
    }
}
