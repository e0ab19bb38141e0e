namespace BashTool.Commands.Awk;

/// <content>The course of a run: BEGIN, the records of the files, END.</content>
internal sealed partial class AwkMachine
{
    private AwkString recordTerminator = AwkString.Empty;
    private AwkInput? mainInput;
    private AwkInPlaceEdit? edit;
    private int argument;
    private bool sawFile;
    private bool inputEnded;
    private bool exiting;

    public int ExitStatus { get; set; }

    /// <summary>Operands such as <c>x=1</c> are assignments.</summary>
    public bool TakesAssignments { get; init; } = true;

    public void SetArguments(string name, IReadOnlyList<string> operands)
    {
        AwkArray arguments = Globals[(int)AwkSpecial.ARGV].Array;
        arguments.At(0) = new AwkValue(AwkString.Of(name));
        for (int i = 0; i < operands.Count; i++)
        {
            arguments.At(i + 1) = new AwkValue(AwkString.Of(operands[i]), AwkValueKind.Input);
        }

        Globals[(int)AwkSpecial.ARGC] = new AwkValue(operands.Count + 1);
        if (Globals[(int)AwkSpecial.PROCINFO].Kind == AwkValueKind.Array)
        {
            var given = new AwkArray();
            given.At(0) = new AwkValue(AwkString.Of(name));
            for (int i = 0; i < Context.Arguments.Count; i++)
            {
                given.At(i + 1) = new AwkValue(AwkString.Of(Context.Arguments[i]));
            }

            Globals[(int)AwkSpecial.PROCINFO].Array.Set("argv", new AwkValue(given));
        }
    }

    /// <summary><c>-F</c>: without extensions <c>t</c> is a tab.</summary>
    public void SetSeparatorOption(string value)
    {
        byte[] text = AwkEscapes.Process(EscapedUtf8.Encode(value == "t" && Settings.Traditional ? "\t" : value), WarnOnce);
        SetSpecial(AwkSpecial.FS, new AwkValue(AwkString.Own(text)));
    }

    public int Run()
    {
        bool completed = false;
        try
        {
            bool exited = !RunAll(Program.Begin);
            if (!exited && Program.ReadsInput)
            {
                exited = !RunRecords();
            }

            if (Program.End.Count > 0)
            {
                exiting = false;
                RunAll(Program.End);
            }

            completed = true;
        }
        catch (AwkFatalException)
        {
            Flush();
            throw;
        }
        finally
        {
            if (edit is not null)
            {
                mainInput?.Close();
                mainInput = null;
                edit.End(completed);
            }
        }

        CloseAll();
        standardOutput.FlushThrough();
        return ExitStatus & 0xFF;
    }

    /// <summary>The next record of the main input becomes the current one; false at the end.</summary>
    public bool ReadRecord()
    {
        while (true)
        {
            if (mainInput is null && !OpenNextFile())
            {
                return false;
            }

            AwkInput? input = mainInput;
            if (input is null)
            {
                continue;
            }

            bool read;
            try
            {
                read = input.TryRead(Separator, out ReadOnlySpan<byte> record);
                if (read)
                {
                    Record.Set(record);
                    records++;
                    fileRecords++;
                    NoteTerminator(input);
                    return true;
                }
            }
            catch (FileSystemException problem)
            {
                SetErrorText(problem);
                Warn($"error reading input file `{ToText(Globals[(int)AwkSpecial.FILENAME])}': {problem.Description}");
                ExitStatus = 2;
            }

            EndFile();
        }
    }

    /// <summary>The next record of the main input as a value; false at the end.</summary>
    public bool ReadRecord(out AwkString record)
    {
        record = AwkString.Empty;
        while (true)
        {
            if (mainInput is null && !OpenNextFile())
            {
                return false;
            }

            if (mainInput is not { } input)
            {
                continue;
            }

            if (input.TryRead(Separator, out ReadOnlySpan<byte> bytes))
            {
                record = AwkString.Of(bytes);
                records++;
                fileRecords++;
                NoteTerminator(input);
                return true;
            }

            EndFile();
        }
    }

    /// <summary>Counts a record that <c>getline</c> took from a command.</summary>
    public void CountRecord(bool ofFile)
    {
        records++;
        fileRecords += ofFile ? 1 : 0;
    }

    public void NoteTerminator(AwkInput input)
    {
        if (Program.UsesRecordTerminator)
        {
            recordTerminator = AwkString.Of(input.Terminator);
        }
    }

    /// <summary>Is a file being read, so that <c>nextfile</c> has something to leave?</summary>
    public void LeaveFile()
    {
        if (mainInput is not null)
        {
            EndFile();
        }
    }

    private static bool Exits(AwkFlow flow) => flow == AwkFlow.Exit;

    // False if the program exits.
    private bool RunAll(List<AwkStatement> actions)
    {
        foreach (AwkStatement action in actions)
        {
            try
            {
                if (Exits(action.Execute(this)))
                {
                    return false;
                }
            }
            catch (AwkUnwind unwind) when (Exits(unwind.Flow))
            {
                Base = 0;
                Top = 0;
                return false;
            }
        }

        return true;
    }

    private bool RunRecords()
    {
        AwkRule[] rules = [.. Program.Rules];
        try
        {
            while (ReadRecord())
            {
                AwkFlow flow;
                try
                {
                    flow = rules.Length == 1 && rules[0].Last is null ? RunRule(rules[0]) : RunRules(rules);
                }
                catch (AwkUnwind unwind)
                {
                    Base = 0;
                    Top = 0;
                    flow = unwind.Flow;
                }

                if (flow == AwkFlow.Exit)
                {
                    return false;
                }

                if (flow == AwkFlow.NextFile)
                {
                    LeaveFile();
                }
            }
        }
        catch (AwkUnwind unwind) when (Exits(unwind.Flow))
        {
            return false;
        }

        return !exiting;
    }

    private AwkFlow RunRule(AwkRule rule)
    {
        if (rule.Pattern is { } pattern)
        {
            Line = rule.Line;
            if (!pattern.Truth(this))
            {
                return AwkFlow.Normal;
            }
        }

        return RunBody(rule);
    }

    private AwkFlow RunBody(AwkRule rule)
    {
        if (rule.Body is { } body)
        {
            return body.Execute(this);
        }

        ByteWriter output = Output;
        output.Write(Record.Span);
        output.Write(OutputRecordSeparator.Span);
        return AwkFlow.Normal;
    }

    private AwkFlow RunRules(AwkRule[] rules)
    {
        foreach (AwkRule rule in rules)
        {
            if (rule.Last is null)
            {
                AwkFlow result = RunRule(rule);
                if (result != AwkFlow.Normal)
                {
                    return result;
                }

                continue;
            }

            Line = rule.Line;
            if (!rule.InRange && !rule.Pattern!.Truth(this))
            {
                continue;
            }

            rule.InRange = !rule.Last.Truth(this);
            AwkFlow flow = RunBody(rule);
            if (flow != AwkFlow.Normal)
            {
                return flow;
            }
        }

        return AwkFlow.Normal;
    }

    private bool OpenNextFile()
    {
        if (inputEnded)
        {
            return false;
        }

        double count = ToNumber(Globals[(int)AwkSpecial.ARGC]);
        AwkArray arguments = Globals[(int)AwkSpecial.ARGV].Array;
        while (++argument < count)
        {
            ref AwkValue value = ref arguments.Find(argument);
            if (global::System.Runtime.CompilerServices.Unsafe.IsNullRef(ref value))
            {
                continue;
            }

            AwkString text = ToText(value);
            if (text.Length == 0)
            {
                continue;
            }

            string name = text.ToString();
            if (TakesAssignments && AwkCommand.IsAssignment(name, out int equals))
            {
                AssignFromCommandLine(name[..equals], name[(equals + 1)..]);
                continue;
            }

            sawFile = true;
            Globals[(int)AwkSpecial.ARGIND] = new AwkValue(argument);
            if (BeginFile(name, text))
            {
                return true;
            }
        }

        inputEnded = true;
        if (sawFile)
        {
            return false;
        }

        sawFile = true;
        return BeginFile("-", AwkString.Of("-"));
    }

    private bool BeginFile(string name, AwkString text)
    {
        Globals[(int)AwkSpecial.FILENAME] = new AwkValue(text, AwkValueKind.Input);
        fileRecords = 0;
        OpenFile? file = null;
        FileSystemException? problem = null;
        try
        {
            file = Context.OpenInput(name);
            if (file.Describe().Kind == FileKind.Directory)
            {
                file.Release();
                file = null;
                problem = new FileSystemException(FileError.EISDIR, name);
            }
        }
        catch (FileSystemException e)
        {
            problem = e;
        }

        if (Program.BeginFile.Count > 0)
        {
            if (problem is not null)
            {
                SetErrorText(problem);
            }
            else
            {
                Globals[(int)AwkSpecial.ERRNO] = new AwkValue(AwkString.Empty);
            }

            mainInput = file is null ? null : InputOf(file);
            if (RunFileActions(Program.BeginFile) == AwkFlow.NextFile)
            {
                if (mainInput is not null)
                {
                    EndFile();
                }

                return false;
            }
        }

        if (problem is not null)
        {
            if (problem.Error == FileError.EISDIR)
            {
                if (Settings.Posix || Settings.Traditional)
                {
                    throw Fatal($"cannot open file `{name}' for reading: {problem.Description}");
                }

                Warn($"command line argument `{name}' is a directory: skipped");
                return false;
            }

            throw Fatal($"cannot open file `{name}' for reading: {problem.Description}");
        }

        mainInput ??= InputOf(file!);
        if (Settings.InPlace && name != "-")
        {
            edit = AwkInPlaceEdit.Begin(this, name, file!);
            Output = edit.Output;
        }

        return true;
    }

    private void EndFile()
    {
        if (Program.EndFile.Count > 0)
        {
            RunFileActions(Program.EndFile);
        }

        // First the input: not every system lets an open file be replaced.
        mainInput?.Close();
        mainInput = null;
        if (edit is not null)
        {
            edit.End(completed: true);
            edit = null;
            Output = standardOutput;
        }
    }

    private AwkFlow RunFileActions(List<AwkStatement> actions)
    {
        foreach (AwkStatement action in actions)
        {
            AwkFlow flow = action.Execute(this);
            if (flow == AwkFlow.Exit)
            {
                exiting = true;
                throw new AwkUnwind(AwkFlow.Exit);
            }

            if (flow == AwkFlow.NextFile)
            {
                return flow;
            }
        }

        return AwkFlow.Normal;
    }
}
