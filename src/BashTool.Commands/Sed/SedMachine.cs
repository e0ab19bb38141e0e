using System.Buffers;
using BashTool.Core.Text.Regex;

namespace BashTool.Commands.Sed;

/// <summary>Runs a compiled script over the input.</summary>
internal sealed partial class SedMachine
{
    private readonly CommandContext context;
    private readonly SedSettings settings;
    private readonly SedProgram program;
    private readonly SedInstruction[] instructions;
    private readonly SedOutputs outputs;
    private readonly SedInput input;
    private readonly List<(SedInstruction Instruction, byte[]? Line)> appended = [];
    private readonly Dictionary<string, LineReader?> lineFiles = new(StringComparer.Ordinal);
    private readonly RegexGroup[] groups = new RegexGroup[10];

    private SedOutput output;
    private ArrayBufferWriter<byte> pattern = new(256);
    private ArrayBufferWriter<byte> scratch = new(256);
    private ArrayBufferWriter<byte> hold = new();
    private bool patternEnded = true;
    private bool holdEnded = true;
    private bool spareEnded = true;
    private bool replaced;
    private PosixRegex? lastRegex;
    private int exitStatus;

    public SedMachine(CommandContext context, SedSettings settings, SedProgram program, SedOutputs outputs, List<string> names)
    {
        this.context = context;
        this.settings = settings;
        this.program = program;
        this.outputs = outputs;
        instructions = [.. program.Instructions];
        output = outputs.Standard;
        input = new SedInput(context, settings, names.Count == 0 ? ["-"] : names)
        {
            Reset = BeginSeparateFile,
        };
        if (settings.InPlace)
        {
            input.Begun = BeginEdit;
            input.Ended = EndEdit;
        }

        ResetRanges();
    }

    /// <summary>How a pass over the script ended.</summary>
    private enum Outcome
    {
        EndOfScript,
        Deleted,
        Restart,
        Quit,
        QuitSilently,
    }

    private ReadOnlySpan<byte> Pattern => pattern.WrittenSpan;

    public int Run()
    {
        bool quit = false;
        try
        {
            bool restarted = false;
            while (!quit && (restarted || ReadLine(false)))
            {
                Outcome outcome = RunScript();
                restarted = outcome == Outcome.Restart;
                if (outcome is Outcome.EndOfScript or Outcome.Quit && !settings.Quiet)
                {
                    output.WriteLine(Pattern, patternEnded);
                }

                quit = outcome is Outcome.Quit or Outcome.QuitSilently;
                if (outcome != Outcome.QuitSilently)
                {
                    PrintAppended();
                }

                if (outcome == Outcome.Quit)
                {
                    output.AddMissing();
                }

                if (settings.Unbuffered)
                {
                    output.Writer.FlushThrough();
                }
            }

            input.Close(true);
        }
        finally
        {
            AbandonEdit();
            foreach (LineReader? reader in lineFiles.Values)
            {
                reader?.Source.Release();
            }
        }

        return input.Status != 0 ? input.Status : quit ? exitStatus & 255 : 0;
    }

    // Where files are separate, ranges, the hold space and the files of R begin anew with each.
    private void BeginSeparateFile()
    {
        ResetRanges();
        hold.ResetWrittenCount();
        foreach (LineReader? reader in lineFiles.Values)
        {
            reader?.Source.Release();
        }

        lineFiles.Clear();
    }

    private void ResetRanges()
    {
        foreach (SedInstruction instruction in instructions)
        {
            instruction.Range = instruction.First is { Kind: SedAddressKind.Line, Number: 0 } ? SedRange.Active : SedRange.Inactive;
        }
    }

    // Reads a line into the pattern space, or behind what is there.
    private bool ReadLine(bool append)
    {
        PrintAppended();
        if (!input.TryRead(out ReadOnlySpan<byte> line, out bool ended))
        {
            return false;
        }

        replaced = false;
        if (append)
        {
            pattern.Write([settings.Delimiter]);
        }
        else
        {
            pattern.ResetWrittenCount();
        }

        pattern.Write(line);
        patternEnded = ended;
        return true;
    }

    private void PrintAppended()
    {
        if (appended.Count == 0)
        {
            return;
        }

        foreach ((SedInstruction instruction, byte[]? line) in appended)
        {
            if (instruction.Command == 'a')
            {
                output.WriteText(instruction.Text);
            }
            else if (instruction.Command == 'R')
            {
                output.WriteText(line);
            }
            else
            {
                CopyFile(instruction.FileName);
            }
        }

        appended.Clear();
    }

    private void CopyFile(string name)
    {
        output.AddMissing();
        OpenFile file;
        try
        {
            // What w wrote there may still be on its way, as it is with GNU's.
            file = context.OpenInput(name);
        }
        catch (FileSystemException problem)
        {
            // A file that is not there reads as an empty one.
            if (problem.Error == FileError.EISDIR)
            {
                throw ReadError(name, problem);
            }

            return;
        }

        try
        {
            while (true)
            {
                ReadOnlySpan<byte> block = file.Peek(context.Cancellation);
                if (block.IsEmpty)
                {
                    return;
                }

                int length = block.Length;
                output.WriteText(block);
                file.Advance(length);
            }
        }
        catch (FileSystemException problem)
        {
            throw ReadError(name, problem);
        }
        finally
        {
            file.Release();
        }
    }

    private static CommandException ReadError(string name, FileSystemException problem) =>
        new($"read error on {name}: {problem.Description}", 4);

    private bool Matches(SedInstruction instruction)
    {
        if (instruction.First is not { } first)
        {
            return true;
        }

        if (instruction.Last is not { } last)
        {
            return Matches(first);
        }

        long line = input.LineNumber;
        switch (instruction.Range)
        {
            case SedRange.Active:
                switch (last.Kind)
                {
                    case SedAddressKind.Line:
                        if (line >= last.Number)
                        {
                            instruction.Range = SedRange.Closed;
                        }

                        return line <= last.Number || (first.Kind == SedAddressKind.Regex && StartsRange(instruction, first, last, line));
                    case SedAddressKind.Following or SedAddressKind.Multiple:
                        if (line >= instruction.RangeEnd)
                        {
                            instruction.Range = SedRange.Closed;
                        }

                        return true;
                    default:
                        if (Matches(last))
                        {
                            instruction.Range = SedRange.Closed;
                        }

                        return true;
                }

            case SedRange.Closed when first.Kind == SedAddressKind.Line:
                // The line has gone by.
                return false;
            default:
                return StartsRange(instruction, first, last, line);
        }
    }

    private bool StartsRange(SedInstruction instruction, SedAddress first, SedAddress last, long line)
    {
        if (first.Kind == SedAddressKind.Line)
        {
            if (line < first.Number || (line > first.Number && last.Kind == SedAddressKind.Line && line > last.Number))
            {
                return false;
            }
        }
        else if (!Matches(first))
        {
            return false;
        }

        instruction.Range = SedRange.Active;
        switch (last.Kind)
        {
            case SedAddressKind.Line:
                if (last.Number <= line)
                {
                    instruction.Range = SedRange.Closed;
                }

                break;
            case SedAddressKind.Following:
                instruction.RangeEnd = line + last.Number;
                if (last.Number == 0)
                {
                    instruction.Range = SedRange.Closed;
                }

                break;
            case SedAddressKind.Multiple:
                instruction.RangeEnd = last.Number <= 0 ? line : ((line / last.Number) + 1) * last.Number;
                if (instruction.RangeEnd <= line)
                {
                    instruction.Range = SedRange.Closed;
                }

                break;
            case SedAddressKind.Step or SedAddressKind.Last:
                if (Matches(last))
                {
                    instruction.Range = SedRange.Closed;
                }

                break;
        }

        return true;
    }

    private bool Matches(SedAddress address) => address.Kind switch
    {
        SedAddressKind.Line => input.LineNumber == address.Number,
        SedAddressKind.Step => input.LineNumber >= address.Number && (input.LineNumber - address.Number) % address.Step == 0,
        SedAddressKind.Last => input.IsLast(),
        _ => Regex(address.Regex!).IsMatch(Pattern),
    };

    private PosixRegex Regex(SedRegex regex)
    {
        lastRegex = regex.Compiled ?? lastRegex ?? throw new CommandException($"{program.LastSource}: no previous regular expression");
        return lastRegex;
    }
}
