namespace BashTool.Commands.Text;

/// <summary>A piece that is being written: a file, or the input of a filter command.</summary>
internal sealed class SplitPiece
{
    private readonly CommandContext context;
    private readonly string name;
    private readonly string? filter;
    private readonly OpenFile file;
    private readonly ByteWriter writer;
    private readonly Task<int>? command;
    private bool broken;

    public SplitPiece(CommandContext context, SplitPlan plan, string name, OpenFile input)
    {
        this.context = context;
        this.name = name;
        filter = plan.Filter;
        if (filter is not null)
        {
            if (plan.Verbose)
            {
                context.Output.WriteLine($"executing with FILE={GnuQuoting.Name(name)}");
            }

            context.FlushOutput();
            var pipe = new BytePipe();
            var environment = new EnvironmentVariables(context.Environment.All);
            environment.Set("FILE", name);
            OpenFile reader = pipe.Reader;
            command = context.Host.Start(new CommandInvocation
            {
                Words = [filter, "sh"],
                IsScript = true,
                Input = reader,
                Output = context.StandardOutput,
                Error = context.StandardError,
                Environment = environment,
                Cancellation = context.Cancellation,
            });
            _ = command.ContinueWith(_ => reader.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            file = pipe.Writer;
        }
        else
        {
            if (plan.Verbose)
            {
                context.Output.WriteLine($"creating file {GnuQuoting.Always(name)}");
            }

            if (input.Handle is { } handle && context.Files.TryStat(context.Resolve(name), true, out FileMetadata there) == FileError.None
                && there.IsSameFileAs(handle.GetMetadata()))
            {
                throw new CommandException($"{GnuQuoting.Always(name)} would overwrite input; aborting");
            }

            try
            {
                file = context.OpenOutput(name);
            }
            catch (FileSystemException problem)
            {
                throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
            }
        }

        writer = new ByteWriter(file, context.Cancellation);
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (broken)
        {
            return;
        }

        try
        {
            writer.Write(bytes);
        }
        catch (BrokenPipeException) when (filter is not null)
        {
            broken = true;
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }
    }

    public void Flush()
    {
        try
        {
            if (!broken)
            {
                writer.FlushThrough();
            }
        }
        catch (BrokenPipeException) when (filter is not null)
        {
            broken = true;
        }
        catch (FileSystemException problem)
        {
            throw new CommandException($"{GnuQuoting.Name(name)}: {problem.Description}");
        }
    }

    public void Close()
    {
        try
        {
            Flush();
        }
        finally
        {
            writer.Discard();
            file.Release();
        }

        if (command is not null)
        {
            Blocking.Announce();
            command.Wait(context.Cancellation);
            int status = command.Result;
            if (status is > 0 and not 141)
            {
                string how = status > 128 ? $"signal {status - 128}" : $"exit {status}";
                throw new CommandException($"with FILE={GnuQuoting.Name(name)}, {how} from command: {filter}", status > 128 ? 1 : status);
            }
        }
    }
}
