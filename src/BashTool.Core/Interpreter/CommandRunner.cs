using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>Runs a command and turns the ways it can end into a message and a status.</summary>
public static class CommandRunner
{
    /// <exception cref="OperationCanceledException">The command line was cancelled.</exception>
    public static int Run(BashCommand command, CommandContext context)
    {
        Blocking.IDeferred output = context.Output;
        Blocking.Push(output);
        try
        {
            int status;
            try
            {
                status = command.Run(context);
            }
            catch (UsageException e)
            {
                context.Complain(e.Message);
                if (command.Spec.HasStandardOptions)
                {
                    context.Error.Write($"Try '{context.Name} --help' for more information.\n");
                }

                status = command.Spec.UsageStatus;
            }
            catch (CommandException e)
            {
                context.Complain(e.Message);
                status = e.Status;
            }
            catch (CommandFinished e)
            {
                status = e.Status;
            }
            catch (FileSystemException e) when (e.Path is not null)
            {
                context.Complain(e.Path, e);
                status = 1;
            }

            context.Finish();
            return status & 0xFF;
        }
        catch (BrokenPipeException)
        {
            return 128 + Signals.Pipe;
        }
        catch (FileSystemException e)
        {
            context.DiscardOutput();
            context.Complain(e.Path is null ? $"write error: {e.Description}" : $"{GnuQuoting.Name(e.Path)}: {e.Description}");
            return 1;
        }
        catch (InsufficientExecutionStackException)
        {
            context.Complain("nesting too deep");
            return 2;
        }
        finally
        {
            Blocking.Pop(output);
            context.Abandon();
        }
    }
}
