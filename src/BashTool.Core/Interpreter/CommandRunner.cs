using BashTool.Core.CommandModel;
using BashTool.Core.Files;
using BashTool.Core.Streams;
using BashTool.Core.Text;

namespace BashTool.Core.Interpreter;

/// <summary>Runs a command and turns the ways it can end into a message and a status.</summary>
public static class CommandRunner
{
    /// <summary>The status of a command that failed by a mistake in itself (EX_SOFTWARE of sysexits.h).</summary>
    public const int InternalError = 70;

    /// <exception cref="OperationCanceledException">The command line was cancelled.</exception>
    public static int Run(BashCommand command, CommandContext context)
    {
        int status = Run(command, context, out UsageException? missing);
        return missing is null ? status : Report(command, context, missing);
    }

    /// <summary>Says that a command lacks what was asked of it, as for any other usage error.</summary>
    public static int Report(BashCommand command, CommandContext context, UsageException missing)
    {
        context.Complain(missing.Message);
        if (command.Spec.HasStandardOptions)
        {
            context.Error.Write($"Try '{context.Name} --help' for more information.\n");
        }

        context.Finish();
        return command.Spec.UsageStatus & 0xFF;
    }

    /// <summary>The same, but a command that recognises an option it does not have, and has not written anything, is handed back.</summary>
    /// <param name="command">The command.</param>
    /// <param name="context">What it sees.</param>
    /// <param name="missing">What it lacks; null if it ran.</param>
    public static int Run(BashCommand command, CommandContext context, out UsageException? missing)
    {
        missing = null;
        Blocking.IDeferred output = context.Output;
        Blocking.Push(output);
        ITextLocale? locale = TextLocale.Enter(context);
        try
        {
            int status;
            try
            {
                status = command.Run(context);
            }
            catch (UsageException e) when (e.IsUnsupported && context.HasWrittenNothing)
            {
                missing = e;
                return 0;
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
        catch (WriteErrorException e)
        {
            context.DiscardOutput();
            context.Complain(e.Message);
            return command.Spec.UsageStatus & 0xFF;
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
        catch (Exception e) when (IsMistake(e))
        {
            // A mistake of ours in one command; the script, and the program around it, go on.
            context.Complain($"internal error: {e.GetType().Name}: {e.Message}");
            try
            {
                context.Finish();
            }
            catch (Exception closed) when (closed is BrokenPipeException or WriteErrorException or FileSystemException)
            {
                // Nobody is left to read it.
            }

            return InternalError;
        }
        finally
        {
            TextLocale.Enter(locale);
            Blocking.Pop(output);
            context.Abandon();
        }
    }

    private static bool IsMistake(Exception e) => e is ArgumentException or InvalidOperationException or NullReferenceException or IndexOutOfRangeException
        or InvalidCastException or ArithmeticException or FormatException or NotSupportedException or KeyNotFoundException or IOException
        or UnauthorizedAccessException;
}
