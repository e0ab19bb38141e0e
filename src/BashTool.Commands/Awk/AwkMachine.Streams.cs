namespace BashTool.Commands.Awk;

/// <content>Files, pipes and commands.</content>
internal sealed partial class AwkMachine
{
    private readonly Dictionary<string, AwkOutput> outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AwkInput> inputs = new(StringComparer.Ordinal);
    private readonly List<string> opened = [];
    private AwkInput? standardInput;
    private AwkOutput? lastOutput;
    private AwkRedirection lastRedirection;
    private AwkSeparator separator = AwkSeparator.Newline;
    private int separatorVersion;
    private int separatorKnown = -1;

    /// <summary>Where <c>print</c> writes to without a redirection.</summary>
    public ByteWriter Output { get; private set; }

    public AwkSeparator Separator
    {
        get
        {
            if (separatorKnown != separatorVersion)
            {
                separatorKnown = separatorVersion;
                separator = MakeSeparator();
            }

            return separator;
        }
    }

    public ByteWriter Open(AwkRedirection redirection, AwkString name)
    {
        if (lastOutput is not null && lastRedirection == redirection && name.Span.SequenceEqual(lastOutput.Name))
        {
            return lastOutput.Writer;
        }

        if (name.Length == 0)
        {
            string symbol = redirection switch { AwkRedirection.Write => ">", AwkRedirection.Append => ">>", AwkRedirection.Pipe => "|", _ => "|&" };
            throw Fatal($"expression for `{symbol}' redirection has null string value");
        }

        bool isPipe = redirection is AwkRedirection.Pipe or AwkRedirection.Coprocess;
        string key = (isPipe ? "|" : ">") + name;
        if (!outputs.TryGetValue(key, out AwkOutput? output))
        {
            if (redirection == AwkRedirection.Coprocess && inputs.ContainsKey(key))
            {
                throw Fatal("print: attempt to write to closed write end of two-way pipe");
            }

            Flush();
            output = isPipe ? OpenCommand(name, redirection == AwkRedirection.Coprocess) : OpenFile(name, redirection == AwkRedirection.Append);
            if (output.HasFailed)
            {
                return output.Writer;
            }

            outputs.Add(key, output);
            opened.Add(key);
        }

        lastOutput = output;
        lastRedirection = redirection;
        return output.Writer;
    }

    /// <summary>What printf puts together.</summary>
    public AwkBuffer FormatBuffer { get; } = new();

    /// <summary>Writes to an output; what must not wait goes out, and a command that has ended is not waited for.</summary>
    public void Guard<T>(AwkRedirection redirection, ByteWriter output, T state, Action<ByteWriter, T> write)
    {
        if (redirection == AwkRedirection.None)
        {
            write(output, state);
            return;
        }

        try
        {
            write(output, state);
            if (lastOutput is { IsUnbuffered: true } last)
            {
                last.Writer.FlushThrough();
            }
        }
        catch (BrokenPipeException) when (redirection is AwkRedirection.Pipe or AwkRedirection.Coprocess)
        {
            // The command has ended; its status is told when it is closed.
            output.Discard();
        }
    }

    public void Flush()
    {
        Output.FlushThrough();
        foreach (AwkOutput output in outputs.Values)
        {
            FlushOne(output);
        }
    }

    public double FlushNamed(AwkString name)
    {
        foreach (string prefix in (ReadOnlySpan<string>)["|", ">"])
        {
            if (outputs.TryGetValue(prefix + name, out AwkOutput? output))
            {
                FlushOne(output);
                return 0;
            }
        }

        if (inputs.ContainsKey("<" + name) || inputs.ContainsKey("|" + name))
        {
            Warn($"fflush: cannot flush: file `{name}' opened for reading, not writing");
            return -1;
        }

        Warn($"fflush: `{name}' is not an open file, pipe or co-process");
        return -1;
    }

    /// <summary>The input a <c>getline</c> reads; null where it cannot be opened, with ERRNO set.</summary>
    public AwkInput? OpenInput(AwkRedirection redirection, AwkString name)
    {
        if (name.Length == 0)
        {
            if (redirection == AwkRedirection.Read)
            {
                throw Fatal("expression for `<' redirection has null string value");
            }

            throw Fatal("expression for `|' redirection has null string value");
        }

        string key = (redirection == AwkRedirection.Read ? "<" : "|") + name;
        if (inputs.TryGetValue(key, out AwkInput? input))
        {
            if (Output.Target is not null && redirection == AwkRedirection.Coprocess && outputs.TryGetValue(key, out AwkOutput? writer))
            {
                FlushOne(writer);
            }

            return input;
        }

        if (redirection == AwkRedirection.Read)
        {
            ForbidInSandbox("redirection");
            string path = name.ToString();
            try
            {
                OpenFile file = Context.OpenInput(path);
                if (file.Describe().Kind == FileKind.Directory)
                {
                    file.Release();
                    throw new FileSystemException(FileError.EISDIR, path);
                }

                input = InputOf(file);
            }
            catch (FileSystemException problem)
            {
                SetErrorText(problem);
                return null;
            }
        }
        else if (redirection == AwkRedirection.Coprocess)
        {
            Open(redirection, name);
            return inputs.GetValueOrDefault(key) ?? throw Fatal("getline: attempt to read from closed read end of two-way pipe");
        }
        else
        {
            ForbidInSandbox("redirection");
            Flush();
            var pipe = new BytePipe();
            Task<int> task = Start(name.ToString(), null, pipe.Writer);
            Settle(task, pipe.Writer);
            input = new AwkInput(pipe.Reader, Cancellation) { Command = task };
        }

        inputs.Add(key, input);
        opened.Add(key);
        return input;
    }

    // Standard input has one reader, whatever it is called.
    private AwkInput InputOf(OpenFile file)
    {
        if (file != Context.StandardInput)
        {
            return new AwkInput(file, Cancellation);
        }

        if (standardInput is { Uses: > 0 })
        {
            standardInput.Uses++;
            file.Release();
        }
        else
        {
            standardInput = new AwkInput(file, Cancellation);
        }

        return standardInput;
    }

    public void SetErrorText(FileSystemException problem)
    {
        Globals[(int)AwkSpecial.ERRNO] = new AwkValue(AwkString.Of(problem.Description));
        SetInformation("errno", new AwkValue((double)problem.Error));
    }

    private void SetInformation(string key, AwkValue value)
    {
        if (Globals[(int)AwkSpecial.PROCINFO].Kind == AwkValueKind.Array)
        {
            Globals[(int)AwkSpecial.PROCINFO].Array.Set(key, value);
        }
    }

    public double Close(AwkString name, string? way)
    {
        string text = name.ToString();
        double result = -1;
        bool found = false;
        if (way != "from")
        {
            foreach (string key in (ReadOnlySpan<string>)["|" + text, ">" + text])
            {
                if (outputs.Remove(key, out AwkOutput? output))
                {
                    found = true;
                    if (output.IsPipe)
                    {
                        Output.FlushThrough();
                    }

                    bool alsoRead = way is null || !inputs.ContainsKey(key);
                    result = CloseOutput(output, wait: alsoRead && !inputs.ContainsKey(key));
                }
            }
        }

        if (way != "to")
        {
            foreach (string key in (ReadOnlySpan<string>)["|" + text, "<" + text])
            {
                if (inputs.Remove(key, out AwkInput? input))
                {
                    found = true;
                    result = CloseInput(input);
                }
            }
        }

        if (!found)
        {
            Globals[(int)AwkSpecial.ERRNO] = new AwkValue(AwkString.Of("close of redirection that was never opened"));
        }

        return result;
    }

    public double RunSystem(AwkString command)
    {
        ForbidInSandbox("`system' function");
        Flush();
        mainInput?.Commit();
        foreach (AwkInput input in inputs.Values)
        {
            input.Commit();
        }

        return Context.Run(Invocation(command.ToString(), null, null));
    }

    private static void Settle(Task<int> task, OpenFile end) =>
        task.ContinueWith(static (_, end) => ((OpenFile)end!).Release(), end, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static void FlushOne(AwkOutput output)
    {
        try
        {
            output.Writer.FlushThrough();
        }
        catch (BrokenPipeException) when (output.IsPipe)
        {
            // The command has ended; its status is told when it is closed.
        }
    }

    private void ForbidInSandbox(string what)
    {
        if (Settings.Sandbox)
        {
            throw Fatal(what == "redirection" ? "redirection not allowed in sandbox mode" : what + " not allowed in sandbox mode");
        }
    }

    private CommandInvocation Invocation(string command, OpenFile? input, OpenFile? output) => new()
    {
        Words = [command, "sh"],
        IsScript = true,
        Input = input,
        Output = output,
        Caller = Context.Name,
        Environment = Program.UsesEnvironment ? CurrentEnvironment() : null,
    };

    private Task<int> Start(string command, OpenFile? input, OpenFile? output) => Context.Host.Start(Invocation(command, input, output));

    private EnvironmentVariables CurrentEnvironment()
    {
        var environment = new EnvironmentVariables();
        AwkArray array = Globals[(int)AwkSpecial.ENVIRON].Array;
        foreach ((string name, _) in Context.Environment.All)
        {
            AwkString key = AwkString.Of(name);
            if (!global::System.Runtime.CompilerServices.Unsafe.IsNullRef(ref array.Find(key.Span)))
            {
                environment.Set(name, ToText(array.At(key)).ToString());
            }
        }

        foreach (AwkString key in array.Keys())
        {
            string name = key.ToString();
            if (name is not ("AWKPATH" or "AWKLIBPATH"))
            {
                environment.Set(name, ToText(array.At(key)).ToString());
            }
        }

        return environment;
    }

    private AwkOutput OpenFile(AwkString name, bool append)
    {
        string path = name.ToString();
        switch (path)
        {
            case "/dev/stdout" or "-" or "/dev/fd/1":
                return new AwkOutput(name.Span.ToArray(), Output, isPipe: false) { IsStandard = true };
            case "/dev/stderr" or "/dev/fd/2":
                return new AwkOutput(name.Span.ToArray(), Context.Error, isPipe: false) { IsStandard = true, IsUnbuffered = true };
        }

        ForbidInSandbox("redirection");
        try
        {
            OpenFile file = Context.OpenOutput(path, append);
            return new AwkOutput(name.Span.ToArray(), new ByteWriter(file, Cancellation), isPipe: false) { File = file, IsUnbuffered = file.IsTerminal };
        }
        catch (FileSystemException problem)
        {
            SetErrorText(problem);
            if (IsNonFatal(path))
            {
                return new AwkOutput(name.Span.ToArray(), new ByteWriter(new NullFile(), Cancellation), isPipe: false) { HasFailed = true };
            }

            throw Fatal($"cannot redirect to `{path}': {problem.Description}");
        }
    }

    // PROCINFO["NONFATAL"], PROCINFO[file, "NONFATAL"]: the program looks at ERRNO itself.
    private bool IsNonFatal(string path)
    {
        if (Globals[(int)AwkSpecial.PROCINFO].Kind != AwkValueKind.Array)
        {
            return false;
        }

        AwkArray information = Globals[(int)AwkSpecial.PROCINFO].Array;
        return !global::System.Runtime.CompilerServices.Unsafe.IsNullRef(ref information.Find("NONFATAL"u8))
            || !global::System.Runtime.CompilerServices.Unsafe.IsNullRef(ref information.Find(AwkString.Of(path + SubscriptSeparator + "NONFATAL").Span));
    }

    private AwkOutput OpenCommand(AwkString name, bool both)
    {
        ForbidInSandbox("redirection");
        var pipe = new BytePipe();
        var back = both ? new BytePipe() : null;
        Task<int> task = Start(name.ToString(), pipe.Reader, back?.Writer);
        Settle(task, pipe.Reader);
        if (back is not null)
        {
            Settle(task, back.Writer);
            string key = "|" + name;
            inputs[key] = new AwkInput(back.Reader, Cancellation) { Command = task };
        }

        return new AwkOutput(name.Span.ToArray(), new ByteWriter(pipe.Writer, Cancellation), isPipe: true)
        {
            File = pipe.Writer,
            Command = task,
            IsUnbuffered = both,
        };
    }

    private double CloseOutput(AwkOutput output, bool wait)
    {
        if (lastOutput == output)
        {
            lastOutput = null;
        }

        if (output.IsStandard)
        {
            output.Writer.FlushThrough();
            return 0;
        }

        try
        {
            FlushOne(output);
        }
        catch (FileSystemException problem)
        {
            throw new AwkFatalException($"fatal: flush to \"{EscapedUtf8.Decode(output.Name)}\" failed: {problem.Description}");
        }

        output.Writer.Discard();
        output.File?.Release();
        return output.Command is { } task && wait ? Await(task) : 0;
    }

    private double CloseInput(AwkInput input)
    {
        input.Close();
        return input.Command is { } task ? Await(task) : 0;
    }

    private int Await(Task<int> task)
    {
        // What was printed meanwhile stays where it is, unless somebody looks at it.
        if (Output.Target.IsTerminal)
        {
            Output.FlushThrough();
        }

        Blocking.Announce();
        task.Wait(Cancellation);
        return task.Result;
    }

    private void CloseAll()
    {
        foreach (string key in opened)
        {
            if (outputs.Remove(key, out AwkOutput? output))
            {
                CloseOutput(output, wait: !inputs.ContainsKey(key));
            }

            if (inputs.Remove(key, out AwkInput? input))
            {
                CloseInput(input);
            }
        }

        mainInput?.Close();
        mainInput = null;
    }

    private AwkSeparator MakeSeparator()
    {
        AwkValue value = Globals[(int)AwkSpecial.RS];
        AwkString text = ToText(value);
        if (text.Length == 0)
        {
            return new AwkSeparator(AwkSeparator.SeparatorKind.Paragraph, 0, null);
        }

        if (text.Length == 1 && value.Kind != AwkValueKind.Regex && !(IgnoreCase && char.IsAsciiLetter((char)text.Span[0])))
        {
            return new AwkSeparator(AwkSeparator.SeparatorKind.Byte, text.Span[0], null);
        }

        if (!Settings.IsGnu)
        {
            return new AwkSeparator(AwkSeparator.SeparatorKind.Byte, text.Span[0], null);
        }

        return new AwkSeparator(AwkSeparator.SeparatorKind.Regex, 0, CompileRegex(text.Span));
    }
}
