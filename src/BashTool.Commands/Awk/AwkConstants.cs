namespace BashTool.Commands.Awk;

/// <summary>Constants of the program.</summary>
internal static class AwkConstants
{
    internal sealed class NumberLiteral(double value) : AwkExpression
    {
        private readonly AwkValue whole = new(value);

        public double Constant => value;

        public override bool IsPure => true;

        public override bool IsNumeric => true;

        public override AwkValue Evaluate(AwkMachine machine) => whole;

        public override double Number(AwkMachine machine) => value;

        public override bool Truth(AwkMachine machine) => value != 0;

        public override void Print(AwkMachine machine, ByteWriter output) => machine.PrintNumber(value, output);
    }

    internal sealed class TextLiteral(AwkString text) : AwkExpression
    {
        private readonly AwkValue whole = new(text);

        public AwkString Constant => text;

        public override bool IsPure => true;

        public override bool IsText => true;

        public override AwkValue Evaluate(AwkMachine machine) => whole;

        public override AwkString Text(AwkMachine machine) => text;

        public override bool Truth(AwkMachine machine) => text.Length > 0;

        public override ReadOnlySpan<byte> Bytes(AwkMachine machine) => text.Span;

        public override void Print(AwkMachine machine, ByteWriter output) => output.Write(text.Span);
    }

    /// <summary><c>@/re/</c>.</summary>
    internal sealed class TypedRegex(byte[] pattern) : AwkExpression
    {
        private readonly AwkValue whole = new(AwkString.Own(pattern), AwkValueKind.Regex);

        public byte[] Pattern => pattern;

        public override bool IsPure => true;

        public override AwkValue Evaluate(AwkMachine machine) => whole;
    }
}
