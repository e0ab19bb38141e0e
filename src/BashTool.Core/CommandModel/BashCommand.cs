namespace BashTool.Core.CommandModel;

/// <summary>
/// A command of the Unix toolbox. It is stateless: one object serves every call, from any thread; everything outside
/// comes through the <see cref="CommandContext"/>.
/// </summary>
/// <remarks>
/// A class named <c>GrepCommand</c> in a folder of BashTool.Commands is the command <c>grep</c>; other names are given
/// with <see cref="CommandNamesAttribute"/>. There is no list to add it to.
/// </remarks>
public abstract class BashCommand
{
    /// <summary>The one declaration of the command's options, used by parsing, help, completion and documentation.</summary>
    public abstract CommandSpec Spec { get; }

    /// <summary>Runs the command.</summary>
    /// <returns>The exit status, 0 to 255.</returns>
    /// <exception cref="CommandException">Ends the command with a message and a status; the caller prints it.</exception>
    public abstract int Run(CommandContext context);
}
